using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Tests.Python.Scenarios;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Python;

/// <summary>The cases of Python's own tests of its <c>RotatingFileHandler</c>, as far as they apply.</summary>
public sealed class RotatingFileHandlerAsInPythonTests : IDisposable
{
    private readonly LogFolder _folder = new();

    private string LogPath => _folder.PathOf("test.log");

    [Fact]
    public void Without_a_size_limit_nothing_is_rotated()
    {
        using (RotatingFileHandler handler = Create(maxBytes: 0, backupCount: 1))
            Write(handler, "1", "2", "3");

        AssertFiles(("test.log", "1,2,3"));
    }

    [Fact]
    public void Without_backups_nothing_is_rotated()
    {
        using (RotatingFileHandler handler = Create(maxBytes: 1, backupCount: 0))
            Write(handler, "1", "2", "3");

        AssertFiles(("test.log", "1,2,3"));
    }

    [Fact]
    public void Beyond_the_size_limit_the_file_is_rotated()
    {
        using (RotatingFileHandler handler = Create(maxBytes: 1, backupCount: 1))
            Write(handler, "1", "2");

        AssertFiles(("test.log", "2"), ("test.log.1", "1"));
    }

    [Fact]
    public void The_file_is_there_after_the_first_record()
    {
        using RotatingFileHandler handler = Create(maxBytes: 1, backupCount: 1);
        Write(handler, "1");

        AssertFiles(("test.log", "1"));
    }

    [Fact]
    public void A_handler_that_is_closed_unused_leaves_nothing()
    {
        Create(maxBytes: 1, backupCount: 1).Dispose();

        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData(9, 2)]
    [InlineData(10, 2)]
    [InlineData(11, 1)]
    public void A_file_that_the_record_would_just_fill_is_rotated(int maxBytes, int files)
    {
        using RotatingFileHandler handler = Create(maxBytes, backupCount: 1);

        Write(handler, "1234", "5678");

        Assert.Equal(files, _folder.Files.Length);
    }

    [Fact]
    public void Backups_are_numbered_from_the_newest_and_no_more_are_kept_than_asked_for()
    {
        using RotatingFileHandler handler = Create(maxBytes: 1, backupCount: 2);

        Write(handler, "1");
        AssertFiles(("test.log", "1"));
        Write(handler, "2");
        AssertFiles(("test.log", "2"), ("test.log.1", "1"));
        Write(handler, "3");
        AssertFiles(("test.log", "3"), ("test.log.1", "2"), ("test.log.2", "1"));
        Write(handler, "4");
        AssertFiles(("test.log", "4"), ("test.log.1", "3"), ("test.log.2", "2"));
    }

    [Fact]
    public void The_size_of_a_file_that_was_there_before_counts()
    {
        File.WriteAllText(LogPath, "1234567\n");

        using (RotatingFileHandler handler = Create(maxBytes: 10, backupCount: 1))
            Write(handler, "2");

        AssertFiles(("test.log", "2"), ("test.log.1", "1234567"));
    }

    [Fact]
    public void A_log_that_somebody_deleted_in_between_is_made_again()
    {
        using RotatingFileHandler handler = Create(maxBytes: 100, backupCount: 1);
        Write(handler, "1");
        File.Delete(LogPath);

        Write(handler, "2");

        Assert.Equal(["test.log"], _folder.Files);
        Assert.Equal("2", _folder.Lines("test.log")[^1]);
    }

    [Fact]
    public void A_backup_that_somebody_deleted_in_between_does_not_stop_the_rotation()
    {
        using RotatingFileHandler handler = Create(maxBytes: 1, backupCount: 3);
        Write(handler, "1", "2", "3");
        File.Delete(_folder.PathOf("test.log.1"));

        Write(handler, "4", "5");

        AssertFiles(("test.log", "5"), ("test.log.1", "4"), ("test.log.2", "3"), ("test.log.3", "1"));
    }

    [Fact]
    public void A_record_after_closing_is_still_written()
    {
        RotatingFileHandler handler = Create(maxBytes: 100, backupCount: 1);
        Write(handler, "1");
        handler.Dispose();

        Write(handler, "2");

        AssertFiles(("test.log", "1,2"));
    }

    [Fact]
    public void Only_the_log_s_own_backups_are_touched()
    {
        string[] strangers =
        [
            "test.log.bak", "test.log.01", "test.log.1.txt", "test.logs.1", "test.log.0", "test.log.3", "test.txt.1",
        ];
        foreach (string name in strangers)
            File.WriteAllText(_folder.PathOf(name), "stranger\n");

        using (RotatingFileHandler handler = Create(maxBytes: 1, backupCount: 2))
            Write(handler, "1", "2", "3", "4");

        AssertFiles(
            [(
                "test.log",
                "4"), ("test.log.1", "3"), ("test.log.2", "2"), .. strangers.Select(name => (name, "stranger"))]);
    }

    public void Dispose() => _folder.Dispose();

    private static void Write(RotatingFileHandler handler, params string[] messages)
    {
        foreach (string message in messages)
            Assert.True(handler.Handle(new LogRecord(DateTimeOffset.UnixEpoch, LogLevel.Info, "test", message)));
    }

    private RotatingFileHandler Create(int maxBytes, int backupCount) =>
        new(LogPath, maxBytes, backupCount, new MessageFormatter());

    private void AssertFiles(params (string Name, string Messages)[] expected) => Assert.Equal(
        expected.OrderBy(file => file.Name, StringComparer.Ordinal),
        _folder.Files.Select(name => (name, string.Join(',', LogFiles.Lines(_folder.FullName, name)))));

    private sealed class MessageFormatter : LogFormatter
    {
        public override void Format(in LogRecord record, Utf8Buffer buffer) =>
            buffer.Write(Encoding.UTF8.GetBytes(record.Message + "\n"));
    }
}
