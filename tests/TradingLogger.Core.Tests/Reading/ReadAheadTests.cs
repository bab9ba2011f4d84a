using System.Text;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

/// <summary>Reading in batches, on a thread of its own or on the caller's (where a condition is asked for).</summary>
public sealed class ReadAheadTests : IDisposable
{
    private const int Many = 20_000;

    private static readonly MemberCondition Any = new("n", _ => true);

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_events_are_those_of_an_ordinary_reading(bool isAhead)
    {
        Write(Many);
        TradeQuery query = Query(isAhead) with { Symbol = symbol => symbol == "S1" };
        TradeLog log = TradeLog.InDirectory(_folder.FullName);

        string[] read = [.. Texts(log, query, new LogReadOptions())];

        Assert.Equal(log.Read(query).Select(read => $"{read.Location!.Value.Line} {read}"), read);
        Assert.Equal(Many / 2, read.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_damaged_is_told_on_the_callers_thread_between_the_events_around_it(bool isAhead)
    {
        Write(3);
        File.AppendAllText(_folder.PathOf("trades.log"), "torn\n" + Line(3));
        var heard = new List<string>();
        int caller = Environment.CurrentManagedThreadId;
        var options = new LogReadOptions
        {
            Damaged = damage => heard.Add($"{damage.Location.Line} {Environment.CurrentManagedThreadId == caller}"),
        };

        foreach (string text in Texts(TradeLog.InDirectory(_folder.FullName), Query(isAhead), options))
            heard.Add(text[..1]);

        Assert.Equal(["1", "2", "3", "4 True", "5"], heard);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_read_before_a_failure_comes_before_it(bool isAhead)
    {
        File.WriteAllText(_folder.PathOf("a.log"), Line(0) + Line(1));
        File.WriteAllBytes(_folder.PathOf("b.gz"), [1, 2, 3]);
        var log = TradeLog.OfFiles([_folder.PathOf("a.log"), _folder.PathOf("b.gz")]);
        var read = new List<string>();

        Assert.ThrowsAny<IOException>(() =>
        {
            foreach (string text in Texts(log, Query(isAhead), new LogReadOptions()))
                read.Add(text[..1]);
        });

        Assert.Equal(["1", "2"], read);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reading_that_is_cancelled_gives_no_event_twice(bool isAhead)
    {
        Write(Many);
        using var cancelling = new CancellationTokenSource();
        var options = new LogReadOptions { Cancellation = cancelling.Token };
        var lines = new List<string>();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (string text in Texts(TradeLog.InDirectory(_folder.FullName), Query(isAhead), options))
            {
                lines.Add(text);
                cancelling.Cancel();
            }
        });

        Assert.Equal(lines.Distinct(), lines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reading_that_is_given_up_leaves_no_file_open(bool isAhead)
    {
        Write(Many);

        Assert.Single(Texts(TradeLog.InDirectory(_folder.FullName), Query(isAhead), new LogReadOptions()).Take(1));

        using FileStream alone = new(_folder.PathOf("trades.log"), FileMode.Open, FileAccess.Read, FileShare.None);
        Assert.True(alone.Length > 0);
    }

    [Fact]
    public void A_line_longer_than_a_batch_is_read_whole()
    {
        string text = new('x', 300_000);
        string line = $$"""{"timestamp": "2025-12-18T10:30:00+01:00", "action": "NOTE", "text": "{{text}}"}""";
        File.WriteAllText(_folder.PathOf("trades.log"), $"{line}\n{Line(1)}{line}\n");

        string[] read = [.. Texts(TradeLog.InDirectory(_folder.FullName), new TradeQuery(), new LogReadOptions())];

        Assert.Equal(["1 " + line, "2 " + Line(1).TrimEnd(), "3 " + line], read);
    }

    private static TradeQuery Query(bool isAhead) => new() { Where = isAhead ? [] : [Any] };

    private static string Line(int number) =>
        $$"""{"timestamp": "2025-12-18T10:30:00+01:00", "action": "A", "symbol": "S{{number % 2}}", "n": {{number}}}"""
            + "\n";

    private static IEnumerable<string> Texts(TradeLog log, TradeQuery query, LogReadOptions options)
    {
        foreach (TradeEventBatch batch in log.ReadBatches(
            query, options, prepared => prepared.Prepared = prepared.Count))
        {
            Assert.Equal(batch.Count, batch.Prepared);
            for (int index = 0; index < batch.Count; index++)
            {
                if (batch.NoticeAt(index) is { } notice)
                    notice();
                else
                    yield return $"{batch[index].Line} {Encoding.UTF8.GetString(batch[index].Json)}";
            }
        }
    }

    private void Write(int count) => File.WriteAllText(
        _folder.PathOf("trades.log"), string.Concat(Enumerable.Range(0, count).Select(Line)));
}
