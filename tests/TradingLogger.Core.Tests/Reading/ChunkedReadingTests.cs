using System.IO.Compression;
using TradingLogging.Reading;
using TradingLogging.Reading.Sources;
using Xunit;

namespace TradingLogging.Tests.Reading;

/// <summary>A log that is long enough to be parsed by several threads reads as on one. Where a condition on an event is
/// asked for, one thread reads it.</summary>
public sealed class ChunkedReadingTests : IDisposable
{
    private const int Many = 30_000;
    private const string LastOfAll = """{"timestamp": "2025-12-18T10:30:00+01:00", "action": "LAST"}""";

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Events_places_and_damage_are_those_of_one_thread()
    {
        WriteDays();
        TradeQuery[] queries =
        [
            new(),
            new() { Symbol = symbol => symbol == "S1", AsksOnAnyThread = true },
            new() { Action = action => action == "NOTE", AsksOnAnyThread = true },
            new() { Since = DateTimeOffset.Parse("2025-12-18T10:30:30+01:00", null), Until = DateTimeOffset.MaxValue },
            new() { First = Many + 5 },
        ];

        foreach (TradeQuery query in queries)
        {
            string[] expected = Heard(query with { Event = _ => true });

            Assert.Equal(expected, Heard(query));
            Assert.True(expected.Length > 1, $"{query}");
        }
    }

    [Fact]
    public void What_was_read_before_a_failure_comes_before_it()
    {
        Write("a.log", Many);
        File.WriteAllBytes(_folder.PathOf("b.gz"), [1, 2, 3]);
        Write("c.log", 1);
        TradeLog log = TradeLog.OfFiles([_folder.PathOf("a.log"), _folder.PathOf("b.gz"), _folder.PathOf("c.log")]);
        int read = 0;
        var failures = new List<int>();

        Assert.ThrowsAny<IOException>(() =>
        {
            foreach (TradeEvent one in log.Read())
                read++;
        });
        int all = log.Read(options: new LogReadOptions { Failed = _ => failures.Add(read) }).Count();

        Assert.Equal((Many, Many + 1, Many), (read, all, Assert.Single(failures)));
    }

    [Fact]
    public void A_function_of_the_caller_is_asked_by_one_thread_at_a_time()
    {
        Write("trades.log", Many, symbols: Many);
        int asking = 0;
        int together = 0;
        var query = new TradeQuery
        {
            AsksOnAnyThread = true,
            Symbol = symbol =>
            {
                if (Interlocked.Increment(ref asking) > 1)
                    Interlocked.Increment(ref together);
                bool isWanted = symbol.EndsWith('7');
                Interlocked.Decrement(ref asking);
                return isWanted;
            },
        };

        Assert.Equal((Many / 10, 0), (Log().Read(query).Count(), together));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_function_that_is_not_for_any_thread_is_asked_by_the_caller_alone(bool isSymbol)
    {
        Write("trades.log", Many, symbols: Many);
        var askers = new HashSet<int>();
        Func<string, bool> isWanted = _ => askers.Add(Environment.CurrentManagedThreadId) || true;
        TradeQuery query = isSymbol ? new() { Symbol = isWanted } : new() { Action = isWanted };

        Assert.Equal(Many, Log().Read(query).Count());
        Assert.Equal(Many, Log().Count(query));
        Assert.Equal(
            Many, Log().ReadBatches(query, new LogReadOptions(), _ => { }).Sum(batch => batch.Count));

        Assert.Equal([Environment.CurrentManagedThreadId], askers);
    }

    [Fact]
    public void A_long_line_makes_no_long_chunks_of_the_lines_behind_it()
    {
        const int LongLine = 8_000_000, MostOfAChunk = 256 * 1024;
        byte[] log =
            [.. Enumerable.Repeat((byte)'x', LongLine), (byte)'\n', .. Enumerable.Repeat((byte)'\n', LongLine)];
        string path = _folder.PathOf("long.log");
        File.WriteAllBytes(path, log);
        using LogFile file = LogFile.TryOpen(path)!;
        using LineReader lines = file.ReadLines(
            new LogFileRange(0, file.Length), cancellation: TestContext.Current.CancellationToken);
        long read = 0;

        while (lines.TryRead(out ReadOnlySpan<byte> first))
        {
            int line = first.Length + 1;
            int chunk = lines.WithThoseBehind().Length;
            Assert.InRange(chunk, line, line + MostOfAChunk);
            read += chunk;
        }

        Assert.Equal(log.Length, read);
    }

    [Fact]
    public void The_progress_of_a_file_whose_size_is_not_known_is_one_half_at_every_event()
    {
        byte[] lines = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3).Select(
            number => Line(number))));
        var chunk = new LineChunk(new TradeQuery(), damaged: null);
        LogReadProgress progress = new("a.gz", 0, 1, 1, 1) { IsLengthUnknown = true };
        chunk.Fill(lines, new LogLocation("a.gz", 8, 500), progress.At(500 + lines.Length));

        chunk.Parse();

        Assert.Equal([0.5, 0.5, 0.5, 0.5], Enumerable.Range(0, 4).Select(
            index => chunk.ProgressBefore(index).Fraction));
    }

    [Fact]
    public void What_such_a_function_throws_comes_behind_the_events_before()
    {
        Write("trades.log", Many, symbols: Many);
        var query = new TradeQuery
        {
            Symbol = symbol => symbol == $"S{Many - 10}" ? throw new InvalidOperationException(symbol) : true,
        };
        int read = 0;

        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (TradeEvent one in Log().Read(query))
                read++;
        });

        Assert.Equal(Many - 10, read);
    }

    [Fact]
    public void A_reading_that_is_cancelled_gives_no_further_event()
    {
        Write("trades.log", Many);
        using var cancelling = new CancellationTokenSource();
        var numbers = new List<long>();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (TradeEvent one in Log().Read(options: new LogReadOptions { Cancellation = cancelling.Token }))
            {
                numbers.Add(one.Location!.Value.Line);
                if (numbers.Count == Many / 3)
                    cancelling.Cancel();
            }
        });

        Assert.Equal(Enumerable.Range(1, Many / 3).Select(number => (long)number), numbers);
    }

    [Fact]
    public void A_reading_that_is_given_up_leaves_no_file_open()
    {
        Write("trades.log", Many);

        Assert.Equal(Many / 2, Log().Read().Take(Many / 2).Count());

        using FileStream alone = new(_folder.PathOf("trades.log"), FileMode.Open, FileAccess.Read, FileShare.None);
        Assert.True(alone.Length > 0);
    }

    private static string Line(int number, int symbols = 2) =>
        $$"""{"timestamp": "2025-12-18T10:30:{{number % 60:00}}+01:00", "action": "A", """
            + $$"""
            "symbol": "S{{number % symbols}}", "n": {{number}}}
            """ + "\n";

    private TradeLog Log() => TradeLog.InDirectory(_folder.FullName);

    // A compressed day, a day with damage of several kinds, and a current file whose last line has not ended.
    private void WriteDays()
    {
        using (var compressed = new GZipStream(
            File.Create(_folder.PathOf("trades.log.2025-12-16.gz")), CompressionLevel.Fastest))
        {
            foreach (int number in Enumerable.Range(0, Many))
                compressed.Write(System.Text.Encoding.UTF8.GetBytes(Line(number)), 0, Line(number).Length);
        }

        string text = new('x', 400_000);
        string note = $$"""{"timestamp": "2025-12-17T10:30:59+01:00", "action": "NOTE", "text": "{{text}}"}""";
        string twice = """{"timestamp": "2025-12-17T10:30:59+01:00", "action": "NOTE", "n": 1, "n": 2}""";
        IEnumerable<string> lines = Enumerable.Range(0, Many).Select(number => (number % 1000) switch
        {
            100 => "torn\n",
            200 => Line(number).TrimEnd('\n') + Line(number + 1),
            300 => Line(number)[..40] + Line(number + 1),
            400 => twice + "\n",
            500 when number > Many / 2 => note + "\n",
            600 => "\n",
            700 => "\r\n",
            _ => Line(number),
        });
        File.WriteAllText(_folder.PathOf("trades.log.2025-12-17"), string.Concat(lines));
        Write("trades.log", Many);
        File.AppendAllText(_folder.PathOf("trades.log"), LastOfAll);
    }

    private void Write(string name, int count, int symbols = 2) => File.WriteAllText(
        _folder.PathOf(name), string.Concat(Enumerable.Range(0, count).Select(number => Line(number, symbols))));

    private string[] Heard(TradeQuery query)
    {
        var heard = new List<string>();
        int caller = Environment.CurrentManagedThreadId;
        var options = new LogReadOptions
        {
            Damaged = damage => heard.Add($"{damage} {Environment.CurrentManagedThreadId == caller}"),
        };
        foreach (TradeEvent read in Log().Read(query, options))
            heard.Add($"{read.Location} {read.Symbol} {read}");
        return [.. heard];
    }
}
