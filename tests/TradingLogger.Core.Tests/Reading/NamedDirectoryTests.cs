using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

public sealed class NamedDirectoryTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_directory_among_files_stands_for_its_log_with_the_archived_days()
    {
        Write("other.log", 9);
        Write("a/trades.log", 2);
        Write("a/trades.log.2025-12-17", 1);
        Write("b/trades.log", 4);
        Write("b/trades.log.2025-12-17", 3);

        Assert.Equal(["A9", "A1", "A2", "A3", "A4"], Actions("other.log", "a", "b"));
        Assert.Equal(5, TradeLog.OfFiles(Paths("other.log", "a", "b")).Count());
    }

    [Fact]
    public void Files_of_a_directory_that_is_named_too_are_not_read_twice()
    {
        Write("a/trades.log", 2);
        Write("a/trades.log.2025-12-17", 1);

        Assert.Equal(["A1", "A2"], Actions("a/trades.log", "a", "a/trades.log.2025-12-17"));
    }

    [Fact]
    public void A_text_log_is_read_by_its_directory()
    {
        File.WriteAllText(_folder.PathOf("trading.log"), "2025-12-18 10:30:01 | INFO     | x:1 | b\n");
        File.WriteAllText(_folder.PathOf("trading.log.1"), "2025-12-18 10:30:01 | INFO     | x:1 | a\n");

        Assert.Equal(["a", "b"], TradingLog.OfFiles([_folder.FullName]).Read().Select(entry => entry.Message));
    }

    [Fact]
    public void A_directory_without_a_log_has_no_events()
    {
        Directory.CreateDirectory(_folder.PathOf("a"));

        Assert.Empty(Actions("a"));
    }

    // The archive is listed when the first event is asked for, and retention deletes it before it is its turn.
    [Fact]
    public void An_archive_that_is_deleted_meanwhile_is_no_error()
    {
        Write("a/trades.log.2025-12-16", 1);
        Write("a/trades.log.2025-12-17", 2);
        Write("a/trades.log", 3);
        using IEnumerator<TradeEvent> events = TradeLog.OfFiles(Paths("a")).Read().GetEnumerator();
        Assert.True(events.MoveNext());
        File.Delete(_folder.PathOf("a/trades.log.2025-12-17"));

        Assert.True(events.MoveNext());
        Assert.Equal("A3", events.Current.Action);
    }

    [Fact]
    public void Following_a_named_directory_follows_its_log()
    {
        Write("a/trades.log", 1);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using IEnumerator<TradeEvent> events = TradeLog.OfFiles(Paths("a"))
            .Follow(new TradeQuery { Last = 1 }, new LogReadOptions { Cancellation = cancellation.Token })
            .GetEnumerator();

        Assert.True(events.MoveNext());
        Assert.Equal("A1", events.Current.Action);
    }

    [Theory]
    [InlineData("", "trades.log")]
    [InlineData("trades.log.2025-12-17.1.gz", "trades.log")]
    [InlineData("trades.log.2025-12-17.seal", "trades.log")]
    [InlineData("trades.log.seal", "trades.log")]
    [InlineData("trades.log.2025-12-17.keys", "trades.log")]
    [InlineData("own.log", "own.log")]
    [InlineData("own.log.2025-12-17", "own.log")]
    public void The_current_file_of_a_log_is_found_from_any_of_its_files(string name, string expected) =>
        Assert.Equal(_folder.PathOf(expected), TradeLog.CurrentFileOf(_folder.PathOf(name)));

    [Fact]
    public void A_condition_on_the_whole_event_decides_after_the_others()
    {
        for (int number = 1; number <= 4; number++)
            Write("trades.log", number);
        var asked = new List<string>();
        var query = new TradeQuery
        {
            Action = action => action != "A1",
            Event = read =>
            {
                asked.Add(read.Action + read.Location!.Value.Line);
                return read.Action != "A3";
            },
        };
        var log = TradeLog.InDirectory(_folder.FullName);

        Assert.Equal(["A2", "A4"], log.Read(query).Select(read => read.Action));
        Assert.Equal(["A22", "A33", "A44"], asked);
        Assert.Equal(2, log.Count(query));
        var filter = new TradeEventFilter(query);
        Assert.Equal([false, true, false, true], log.Read().Select(filter.IsWanted));
    }

    private string[] Paths(params string[] names) => [.. names.Select(_folder.PathOf)];

    private IEnumerable<string> Actions(params string[] names) =>
        TradeLog.OfFiles(Paths(names)).Read().Select(read => read.Action);

    private void Write(string name, int number)
    {
        string path = _folder.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.AppendAllText(path, $"{{\"timestamp\": \"2025-12-18T10:30:0{number}Z\", \"action\": \"A{number}\"}}\n");
    }
}
