using TradingLogging.Formatting;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Tests.Logging;
using Xunit;

namespace TradingLogging.Tests.Handlers;

public sealed class RotatingFileHandlerTests : IDisposable
{
    // A message of n characters of ASCII makes a line of n + Head bytes.
    private static readonly int Head = "2025-12-18 10:30:45 | INFO     | a:0 | \n".Length;

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_defaults_are_those_of_the_specification()
    {
        using var handler = new RotatingFileHandler(_folder.PathOf("trading.log"));

        Assert.Equal(LogLevel.Debug, handler.Level);
        Assert.Equal("file", handler.Name);
        Assert.Equal(_folder.PathOf("trading.log"), handler.Path);
        Assert.Equal(5, new AppendFileOptions(HostOutput.Warn).LockTimeout.TotalSeconds);
        Assert.Equal(Durability.Os, new AppendFileOptions(HostOutput.Warn).Durability);
    }

    [Fact]
    public void The_file_is_made_by_its_first_record()
    {
        using RotatingFileHandler handler = Open();
        Assert.Empty(_folder.Files);
        Log(handler, "first");

        Assert.Equal("2025-12-18 10:30:45 | INFO     | a:0 | first\n", _folder.Text("trading.log"));
    }

    [Fact]
    public void Below_its_level_a_record_makes_no_file()
    {
        using RotatingFileHandler handler = Open();
        handler.Level = LogLevel.Error;
        Log(handler, "message");

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void The_files_are_numbered_from_the_newest_to_the_oldest_which_goes()
    {
        using RotatingFileHandler handler = Open(maxBytes: 1, backupCount: 3);
        for (int number = 1; number <= 6; number++)
            Log(handler, $"{number}");

        Assert.Equal(["trading.log", "trading.log.1", "trading.log.2", "trading.log.3"], _folder.Files);
        Assert.Equal(["6", "5", "4", "3"], _folder.Files.Select(MessagesIn));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 2)]
    public void A_file_that_would_be_exactly_full_is_full_as_in_Python(int room, int files)
    {
        using RotatingFileHandler handler = Open(maxBytes: 2 * (Head + 10) + room);
        Log(handler, new string('x', 10));
        Log(handler, new string('y', 10));

        Assert.Equal(files, _folder.Files.Length);
    }

    [Fact]
    public void The_size_is_counted_in_bytes_of_UTF8()
    {
        const int Limit = 1000;
        using RotatingFileHandler handler = Open(Limit, backupCount: 100);
        for (int number = 0; number < 100; number++)
            Log(handler, "価格€😀ü");

        Assert.All(_folder.Files, file => Assert.InRange(new FileInfo(_folder.PathOf(file)).Length, 1, Limit - 1));
        Assert.Equal(100, _folder.Files.Sum(file => _folder.Lines(file).Length));
        Assert.True(_folder.Files.Length > 1);
    }

    [Fact]
    public void No_file_begins_with_a_byte_order_mark()
    {
        using RotatingFileHandler handler = Open();
        Log(handler, "m");

        Assert.Equal((byte)'2', SharedFile.ReadAllBytes(_folder.PathOf("trading.log"))[0]);
    }

    [Fact]
    public void A_single_record_larger_than_the_limit_is_kept_whole_in_a_file_of_its_own()
    {
        using RotatingFileHandler handler = Open(maxBytes: 200);
        string large = new('x', 1000);
        Log(handler, "before");
        Log(handler, large);
        Log(handler, "after");

        Assert.Equal(["after", large, "before"], _folder.Files.Select(MessagesIn));
    }

    [Fact]
    public void A_large_first_record_leaves_no_empty_archive()
    {
        using RotatingFileHandler handler = Open(maxBytes: 100);
        Log(handler, new string('x', 1000));

        Assert.Equal(["trading.log"], _folder.Files);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(100, 0)]
    public void With_no_limit_or_no_backups_the_file_grows_as_in_Python(long maxBytes, int backupCount)
    {
        using RotatingFileHandler handler = Open(maxBytes, backupCount);
        for (int number = 0; number < 50; number++)
            Log(handler, "message");

        Assert.Equal(["trading.log"], _folder.Files);
        Assert.Equal(50, _folder.Lines("trading.log").Length);
    }

    [Fact]
    public void A_gap_between_the_archives_is_filled_before_anything_is_deleted()
    {
        File.WriteAllText(_folder.PathOf("trading.log.1"), "one");
        File.WriteAllText(_folder.PathOf("trading.log.3"), "three");
        using RotatingFileHandler handler = Open(maxBytes: 1, backupCount: 3);
        Log(handler, "first");
        Log(handler, "second");

        Assert.Equal("one", _folder.Text("trading.log.2"));
        Assert.Equal("three", _folder.Text("trading.log.3"));
        Assert.Equal("first", MessagesIn("trading.log.1"));
    }

    [Fact]
    public void A_new_handler_goes_on_where_the_former_one_stopped()
    {
        using (RotatingFileHandler handler = Open(maxBytes: 2 * (Head + 1) + 1))
            Log(handler, "1");
        using (RotatingFileHandler handler = Open(maxBytes: 2 * (Head + 1) + 1))
        {
            Log(handler, "2");
            Log(handler, "3");
        }

        Assert.Equal(["3", "1,2"], _folder.Files.Select(MessagesIn));
    }

    [Fact]
    public void An_exception_counts_for_the_size_and_stays_with_its_record()
    {
        using RotatingFileHandler handler = Open(maxBytes: 300);
        for (int number = 0; number < 4; number++)
        {
            handler.Handle(new LogRecord(
                Loggers.Moment, LogLevel.Error, "a", "m", 0, new ErrorDetails("T", new string('x', 100))));
        }

        Assert.Equal(4, _folder.Files.Sum(file => _folder.Lines(file).Count(line => line[0] == ' ')));
        Assert.All(_folder.Files, file => Assert.Equal('2', _folder.Text(file)[0]));
    }

    [Fact]
    public void Records_of_many_threads_are_all_there_over_all_archives()
    {
        using RotatingFileHandler handler = Open(maxBytes: 5000, backupCount: 1000);
        Parallel.For(0, 2000, number => Log(handler, $"{number}"));

        Assert.Equal(
            Enumerable.Range(0, 2000),
            _folder.Files.SelectMany(file => MessagesIn(file).Split(',')).Select(Number).Order());
    }

    [Fact]
    public void The_state_tells_file_size_events_and_rotations()
    {
        using RotatingFileHandler handler = Open(maxBytes: 1);
        Assert.Equal(
            new HandlerState("file", LogLevel.Debug, handler.Path, 0, 0, 0, 0, 0, null), handler.GetState());
        Log(handler, "1");
        Log(handler, "2");

        Assert.Equal(
            new HandlerState("file", LogLevel.Debug, handler.Path, Head + 1, 2, 1, 0, 0, null) { Messages = 2 },
            handler.GetState());
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_an_error_with_path_cause_and_record()
    {
        using RotatingFileHandler handler = Open();
        Directory.CreateDirectory(handler.Path);
        var error = Assert.Throws<LogWriteException>(() => Log(handler, "important"));

        Assert.Equal(handler.Path, error.Path);
        Assert.Contains(handler.Path, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Not written: INFO a: important", error.Message, StringComparison.Ordinal);
        Assert.Equal((0, 1), (handler.GetState().Events, handler.GetState().Failures));
        Assert.NotNull(handler.GetState().LastError);
    }

    [Fact]
    public void Closing_twice_is_harmless_and_lets_go_of_the_file()
    {
        RotatingFileHandler handler = Open();
        Log(handler, "m");
        handler.Dispose();
        handler.Dispose();
        using var exclusive = new FileStream(handler.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal(Head + 1, exclusive.Length);
    }

    [Fact]
    public void Another_formatter_may_give_the_lines_their_form()
    {
        using var handler = new RotatingFileHandler(
            _folder.PathOf("trading.log"), formatter: new TextLineFormatter(TextLayout.Console));
        Log(handler, "m");

        Assert.Equal("2025-12-18 10:30:45 | INFO     | a                    | m\n", _folder.Text("trading.log"));
    }

    [Fact]
    public void Numbers_and_paths_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RotatingFileHandler("a.log", maxBytes: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RotatingFileHandler("a.log", backupCount: -1));
        Assert.Throws<ArgumentException>(() => new RotatingFileHandler(" "));
    }

    [Theory]
    [InlineData("with space [and] brackets.log")]
    [InlineData("Grüße 価格.log")]
    public void A_path_may_have_spaces_brackets_and_Unicode(string name)
    {
        using var handler = new RotatingFileHandler(_folder.PathOf(name), maxBytes: 1);
        Log(handler, "1");
        Log(handler, "2");

        Assert.Equal([name, name + ".1"], _folder.Files);
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static void Log(RotatingFileHandler handler, string message) =>
        handler.Handle(new LogRecord(Loggers.Moment, LogLevel.Info, "a", message));

    private RotatingFileHandler Open(long maxBytes = 10_485_760, int backupCount = 5) =>
        new(_folder.PathOf("trading.log"), maxBytes, backupCount);

    private string MessagesIn(string file) =>
        string.Join(',', _folder.Lines(file).Select(line => line[(Head - 1)..]));
}
