using System.Globalization;
using System.Text;
using CsCheck;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

public sealed class TradeLogPropertyTests : IDisposable
{
    private static readonly Gen<string> Symbols = OneOf(
        ", \"symbol\": \"BTC\"",
        ", \"symbol\": \"ETH\"",
        ",\"symbol\":\"BTC\"",
        ", \"symbol\": \"\\u0042TC\"",
        ", \"s\\u0079mbol\": \"BTC\"",
        ", \"symbol\": null",
        ", \"symbol\": \"ETH\", \"symbol\": \"BTC\"",
        ", \"order\": {\"n\": 1, \"symbol\": \"BTC\"}",
        ", \"note\": \", \\\"symbol\\\": \\\"BTC\\\"\", \"symbol\": \"ETH\"",
        ", \"bar\": {\"timestamp\": 1}, \"symbol\": \"BTC\"",
        string.Empty);

    private static readonly Gen<string> Starts = Gen.Select(
        Gen.Int[10, 59].Select(second => second.ToString(CultureInfo.InvariantCulture)),
        OneOf("+01:00", "Z", "-05:30", ".5+01:00", string.Empty),
        OneOf("BUY", "SELL", "B\\u0055Y", "Ü"),
        Gen.Bool,
        (second, offset, action, isCanonical) => isCanonical && offset.Length is 6 or 1
            ? $"{{\"timestamp\": \"2025-12-18T10:30:{second}.123456{offset}\", \"action\": \"{action}\""
            : $"{{\"action\":\"{action}\", \"timestamp\" : \"2025-12-18T10:30:{second}{offset}\"");

    private static readonly Gen<string> Lines = Gen.Select(
        Starts,
        Symbols,
        Gen.Int[0, 3],
        Gen.Int[-200, 60],
        OneOf("\n", "\n", "\n", "\r\n", string.Empty),
        (start, symbol, number, cut, end) =>
        {
            string line = $"{start}{symbol}, \"n\": {number}}}";
            return (cut > 0 && cut < line.Length ? line[..cut] : line) + end;
        });

    private static readonly Gen<TradeQuery> Queries = Gen.Select(
        Gen.Int[0, 59],
        Gen.Int[0, 59],
        Gen.Int[0, 15],
        (since, until, used) => new TradeQuery
        {
            Since = (used & 1) == 0 ? null : Time(since),
            Until = (used & 2) == 0 ? null : Time(until),
            Action = (used & 4) == 0 ? null : action => action is "BUY" or "Ü",
            Symbol = (used & 8) == 0 ? null : symbol => symbol == "BTC",
        });

    private readonly LogFolder _folder = new();

    private string LogPath => _folder.PathOf("trades.log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Deciding_on_bytes_gives_what_deciding_on_events_gives() =>
        Gen.Select(Lines.Array[0, 30], Queries).Sample(
        (lines, query) =>
        {
            File.WriteAllText(LogPath, string.Concat(lines));
            string[] expected = [.. Log().Read().Where(read => IsWanted(query, read)).Select(Describe)];

            Assert.Equal(expected, Log().Read(query).Select(Describe));
            Assert.Equal(expected.Length, Log().Count(query));
            Assert.Equal(expected.Take(3), Log().Read(query with { First = 3 }).Select(Describe));
            Assert.Equal(expected.TakeLast(3), Log().Read(query with { Last = 3 }).Select(Describe));
        },
        iter: LongTests.AreWanted ? 2000 : 150,
        threads: 1);

    [Theory]
    [InlineData("+01:00")]
    [InlineData("Z")]
    [InlineData("")]
    public void In_a_large_file_a_window_of_time_holds_what_it_should_and_the_last_are_the_last(string offset)
    {
        const int count = 20_000;
        DateTime first = new(2025, 12, 18, 0, 0, 0, DateTimeKind.Unspecified);
        File.WriteAllLines(LogPath, Enumerable.Range(0, count).Select(n => string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"timestamp\": \"{first.AddSeconds(n * 4):yyyy-MM-ddTHH:mm:ss.ffffff}{offset}\", "
                + $"\"action\": \"A\", \"n\": {n}}}")));
        DateTimeOffset[] times = [.. Log().Read().Select(read => read.Timestamp)];

        foreach (int n in new[] { 0, 1, 777, 9_999, 10_000, 19_998, 19_999 })
        {
            var window = new TradeQuery { Since = times[n], Until = times[n].AddSeconds(60) };
            long[] expected = [.. Enumerable.Range(n, Math.Min(15, count - n)).Select(Convert.ToInt64)];
            Assert.Equal(expected, Numbers(window));
            Assert.Equal(expected.Length, Log().Count(window));
            Assert.Equal(expected.TakeLast(2), Numbers(window with { Last = 2 }));
            Assert.Equal(n + 1, Log().Read(window).First().Location!.Value.Line);
        }

        Assert.Equal(
            Enumerable.Range(count - 12_345, 12_345).Select(Convert.ToInt64),
            Numbers(new TradeQuery { Last = 12_345 }));
        Assert.Equal(count, Log().Read(new TradeQuery { Last = 1 }).Single().Location!.Value.Line);
        Assert.Empty(Numbers(new TradeQuery { Since = times[^1].AddDays(2) }));
        Assert.Empty(Numbers(new TradeQuery { Until = times[0].AddDays(-2) }));
        Assert.Equal(
            count,
            Numbers(new TradeQuery { Since = DateTimeOffset.MinValue, Until = DateTimeOffset.MaxValue }).Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_a_large_file_lines_that_are_passed_over_move_no_place_and_hide_no_damage(int seed)
    {
        var random = new Random(seed);
        using (StreamWriter writer = File.CreateText(LogPath))
        {
            for (int number = 0; number < 60_000; number++)
                writer.Write(LargeFileLine(random));
        }

        foreach (string action in new[] { "A", "B", "C" })
        {
            var query = new TradeQuery { Action = wanted => wanted == action };
            var damagesRead = new List<LogDamage>();
            var damagesCounted = new List<LogDamage>();
            string[] expected = [.. Log().Read().Where(read => IsWanted(query, read)).Select(Describe)];

            Assert.Equal(
                expected,
                Log().Read(query, new LogReadOptions { Damaged = damagesRead.Add }).Select(Describe));
            Assert.Equal(expected.Length, Log().Count(query, new LogReadOptions { Damaged = damagesCounted.Add }));
            Assert.Equal(damagesRead, damagesCounted);
            Assert.NotEmpty(damagesRead);
        }
    }

    [Fact]
    public void Counting_in_parts_tells_damage_in_order_with_its_line()
    {
        string line = "{\"timestamp\": \"2025-12-18T10:30:45.123456Z\", \"action\": \"A\", \"pad\": \""
            + new string('x', 1000) + "\"}\n";
        using (StreamWriter writer = File.CreateText(LogPath))
        {
            for (int number = 1; number <= 20_000; number++)
                writer.Write(number % 5_000 == 0 ? "torn\n" : line);
        }

        var damages = new List<LogDamage>();

        Assert.Equal(19_996, Log().Count(options: new LogReadOptions { Damaged = damages.Add }));
        Assert.Equal([5_000L, 10_000, 15_000, 20_000], damages.Select(damage => damage.Location.Line));
    }

    [Fact]
    public void A_line_beyond_all_measure_is_skipped_and_what_follows_is_read()
    {
        using (FileStream stream = File.Create(LogPath))
        {
            stream.SetLength(40 * 1024 * 1024);
            stream.Position = stream.Length;
            stream.Write("\n{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"A\"}\n"u8);
        }

        var damages = new List<LogDamage>();
        TradeEvent read = Log().Read(options: new LogReadOptions { Damaged = damages.Add }).Single();

        Assert.Equal(2, read.Location!.Value.Line);
        Assert.Equal(40 * 1024 * 1024, Assert.Single(damages).Length);
        Assert.Equal(1, Log().Count());
    }

    [Theory]
    [InlineData("\"n\": 1e999", "beyond double")]
    [InlineData("\"n\": -1.5e400", "beyond double")]
    [InlineData("\"n\": \"\xff\"", "not valid UTF-8")]
    [InlineData("\"action\": \"B\"", "two actions")]
    [InlineData("\"timestamp\": \"2025-12-18T10:30:45Z\"", "two timestamps")]
    public void What_cannot_be_read_whole_is_skipped_and_said(string member, string reason)
    {
        string line = "{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"A\", " + member + "}\n";
        File.WriteAllBytes(LogPath, Encoding.Latin1.GetBytes(line));
        var damages = new List<LogDamage>();

        Assert.Empty(Log().Read(options: new LogReadOptions { Damaged = damages.Add }));
        Assert.Contains(reason, Assert.Single(damages).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_integer_of_more_digits_than_anybody_reads_is_skipped()
    {
        File.WriteAllText(
            LogPath,
            "{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"A\", \"n\": " + new string('9', 5000) + "}\n");

        Assert.Empty(Log().Read());
    }

    [Fact]
    public void Members_of_the_same_name_are_all_there() => Assert.Equal(
        [new("a", 1L), new("a", 2L)],
        TradeEvent.Parse("{\"timestamp\": \"2025-12-18T10:30:45Z\", \"action\": \"A\", \"a\": 1, \"a\": 2}"u8).Members);

    private static Gen<string> OneOf(params string[] texts) =>
        Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    // B is rare, C is not there: whole blocks of lines are passed over.
    private static string LargeFileLine(Random random)
    {
        string line = "{\"timestamp\": \"2025-12-18T10:30:45.123456Z\", \"action\": \""
            + (random.Next(1_000) == 0 ? 'B' : 'A') + "\", \"n\": 1}\n";
        return random.Next(2_000) switch
        {
            0 => line[..random.Next(1, line.Length - 1)] + line,
            1 => line[..random.Next(1, line.Length - 1)] + "\n",
            2 => line.Replace("1}", "\"" + new string('x', random.Next(400_000)) + "\"}"),
            3 => line.Replace("1}", "{\"action\": \"C\"}}"),
            4 => "\n" + line.Replace("\n", "\r\n"),
            _ => line,
        };
    }

    private static bool IsWanted(TradeQuery query, TradeEvent read) =>
        (query.Since is not { } since || read.Timestamp >= since)
        && (query.Until is not { } until || read.Timestamp < until)
        && (query.Action is not { } action || action(read.Action))
        && (query.Symbol is not { } symbol || (read.Symbol is { } name && symbol(name)));

    private static string Describe(TradeEvent read) => $"{read.Location} {read}";

    private static DateTimeOffset Time(int second) => new(2025, 12, 18, 10, 30, second, TimeSpan.FromHours(1));

    private IEnumerable<long> Numbers(TradeQuery query) =>
        Log().Read(query).Select(read => (long)read.Members.Single(member => member.Key == "n").Value!);

    private TradeLog Log() => TradeLog.InDirectory(_folder.FullName);
}
