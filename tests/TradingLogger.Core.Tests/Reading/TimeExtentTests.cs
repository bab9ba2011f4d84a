using System.Globalization;
using System.IO.Compression;
using System.Text;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

/// <summary>Events are found by their time wherever they stand in a file, and files of other days are not
/// read.</summary>
public sealed class TimeExtentTests : IDisposable
{
    // More than is read without asking whether it is needed.
    private const int Many = 2_000;

    private static readonly DateTime Day = new(2025, 12, 18);

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(11)]
    [InlineData(3)]
    public void Events_that_came_late_are_found_wherever_they_stand(int lateHour)
    {
        Write(
            "trades.log",
            Lines(Day.AddHours(10), "early"),
            Lines(Day.AddHours(15), "wanted"),
            Lines(Day.AddHours(lateHour), "late"),
            Lines(Day.AddHours(20), "evening"));

        Assert.Equal(2 * Many, Count(Day.AddHours(14), null));
        Assert.Equal(Many, Count(Day.AddHours(14), Day.AddHours(16)));
        Assert.Equal(Many, Count(Day.AddHours(lateHour), Day.AddHours(lateHour + 1)));
        Assert.Equal(["late"], Actions(Day.AddHours(lateHour), Day.AddHours(lateHour + 1)));
    }

    [Fact]
    public void Days_outside_the_bounds_are_not_read()
    {
        Write("trades.log.2025-12-15", Lines(Day.AddDays(-3), "before"), "torn\n", Lines(Day.AddDays(-3), "before"));
        Write("trades.log.2025-12-18", Lines(Day.AddHours(9), "within"));
        Write("trades.log", Lines(Day.AddDays(3), "behind"), "torn\n", Lines(Day.AddDays(3), "behind"));
        var damages = new List<LogDamage>();
        var query = new TradeQuery { Since = At(Day), Until = At(Day.AddDays(1)) };

        Assert.Equal(
            Many,
            TradeLog.InDirectory(_folder.FullName).Read(query, new LogReadOptions { Damaged = damages.Add }).Count());
        // Nobody tells of damage that nobody saw.
        Assert.Empty(damages);
    }

    [Fact]
    public void A_late_event_of_a_chained_log_is_found_in_the_file_of_a_later_day()
    {
        Write("trades.log.2025-12-18", Lines(Day.AddHours(9), "first", seq: 1));
        Write(
            "trades.log.2025-12-21",
            Lines(Day.AddDays(3), "third", seq: Many + 1),
            Lines(Day.AddHours(10), "late", seq: (2 * Many) + 1),
            Lines(Day.AddDays(3).AddHours(2), "third", seq: (3 * Many) + 1));
        Write("trades.log", Lines(Day.AddDays(4), "fourth", seq: (4 * Many) + 1));

        Assert.Equal(["first", "late"], Actions(Day, Day.AddDays(1)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compressed_days_outside_the_bounds_are_not_read(bool isChained)
    {
        int? seq = isChained ? 1 : null;
        Compress("trades.log.2025-12-15", Lines(Day.AddDays(-3), "before", seq), "torn\n");
        Compress("trades.log.2025-12-18", Lines(Day.AddHours(9), "within", seq));
        Compress("trades.log.2025-12-21", Lines(Day.AddDays(3), "behind", seq), "torn\n");
        if (isChained)
        {
            Write("trades.log.2025-12-15.seal", "{\"last_time\": \"2025-12-15T00:33:19.000000+00:00\"}");
            Write("trades.log.2025-12-21.seal", "{\"last_time\": \"2025-12-21T00:33:19.000000+00:00\"}");
        }

        var damages = new List<LogDamage>();
        var query = new TradeQuery { Since = At(Day), Until = At(Day.AddDays(1)) };
        TradeLog log = TradeLog.InDirectory(_folder.FullName);

        Assert.Equal(Many, log.Read(query, new LogReadOptions { Damaged = damages.Add }).Count());
        // Late events of a chained log may stand in the file of any later day.
        Assert.Equal(isChained ? 1 : 0, damages.Count);
        Assert.Equal(Many, Count(Day, Day.AddDays(1)));
        Assert.Equal(2 * Many, Count(Day, null));
    }

    [Fact]
    public void A_late_event_in_a_compressed_day_of_a_chained_log_is_found()
    {
        Compress(
            "trades.log.2025-12-21",
            Lines(Day.AddHours(10), "late", seq: 1),
            Lines(Day.AddDays(3).AddHours(2), "third", seq: Many + 1));

        Assert.Equal(["late"], Actions(Day, Day.AddDays(1)));
        Assert.Equal(["third"], Actions(Day.AddDays(3), Day.AddDays(4)));

        Write("trades.log.2025-12-21.seal", "{\"last_time\": \"2025-12-21T02:33:19.000000+00:00\"}");
        Assert.Equal(["late"], Actions(Day, Day.AddDays(1)));
        Assert.Equal(["third"], Actions(Day.AddDays(3), Day.AddDays(4)));
    }

    [Theory]
    [InlineData("2025-12-18")]
    [InlineData("2025-12-19")]
    [InlineData("2020-01-01")]
    public void A_compressed_day_is_read_for_every_moment_that_it_may_have(string name)
    {
        // Of a zone behind UTC, in a file of whatever name.
        const string Noon = "{\"timestamp\": \"2025-12-18T12:30:00.000000-05:00\", \"action\": \"noon\"}\n";
        Compress(
            "trades.log." + name,
            string.Concat(Enumerable.Range(0, 20 * Many).Select(_ => Noon)),
            Noon.Replace("T12", "T23").Replace("noon", "night"),
            Noon.Replace("T12", "T00").Replace("noon", "morning"));

        Assert.Equal(["night"], Actions(Day.AddHours(28), null));
        Assert.Equal(["morning"], Actions(null, Day.AddHours(6)));
        Assert.Equal(["noon"], Actions(Day.AddHours(17), Day.AddHours(18)));
        Assert.Empty(Actions(Day.AddDays(3), null));
        Assert.Empty(Actions(null, Day.AddDays(-3)));
    }

    [Fact]
    public void A_compressed_file_without_the_name_of_a_day_is_always_read()
    {
        Compress("other.log", Lines(Day, "first"), Lines(Day.AddDays(2), "second"), Lines(Day.AddDays(4), "third"));
        TradeLog log = TradeLog.OfFiles([_folder.PathOf("other.log.gz")]);

        Assert.Equal(Many, log.Count(new TradeQuery { Since = At(Day.AddDays(2)), Until = At(Day.AddDays(3)) }));
    }

    [Fact]
    public void A_file_that_goes_over_several_days_is_read_for_each_of_them()
    {
        Write("other.log", Lines(Day, "first"), Lines(Day.AddDays(2), "second"), Lines(Day.AddDays(4), "third"));
        TradeLog log = TradeLog.OfFiles([_folder.PathOf("other.log")]);

        Assert.Equal(Many, log.Count(new TradeQuery { Since = At(Day.AddDays(2)), Until = At(Day.AddDays(3)) }));
    }

    private static DateTimeOffset At(DateTime time) => new(time, TimeSpan.Zero);

    // A second apart.
    private static string Lines(DateTime start, string action, int? seq = null)
    {
        var text = new StringBuilder();
        for (int number = 0; number < Many; number++)
        {
            string time = start.AddSeconds(number).ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);
            string chain = seq is { } first
                ? FormattableString.Invariant($", \"seq\": {first + number}, \"prev\": \"{new string('0', 64)}\"")
                : "";
            text.Append("{\"timestamp\": \"").Append(time).Append("Z\", \"action\": \"").Append(action).Append('"')
                .Append(chain).Append("}\n");
        }

        return text.ToString();
    }

    private long Count(DateTime? since, DateTime? until)
    {
        TradeQuery query = QueryOf(since, until);
        TradeLog log = TradeLog.InDirectory(_folder.FullName);
        Assert.Equal(log.Count(query), log.Read(query).Count());
        Assert.Equal(log.Count(query), log.Read(query with { Last = 100 * Many }).Count());
        return log.Count(query);
    }

    private IEnumerable<string> Actions(DateTime? since, DateTime? until) => TradeLog.InDirectory(_folder.FullName)
        .Read(QueryOf(since, until)).Select(read => read.Action).Distinct();

    private static TradeQuery QueryOf(DateTime? since, DateTime? until) => new()
    {
        Since = since is { } first ? At(first) : null,
        Until = until is { } last ? At(last) : null,
    };

    private void Compress(string name, params string[] parts)
    {
        using var stream = new GZipStream(File.Create(_folder.PathOf(name + ".gz")), CompressionLevel.Fastest);
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(parts));
        stream.Write(bytes, 0, bytes.Length);
    }

    private void Write(string name, params string[] parts) =>
        File.WriteAllText(_folder.PathOf(name), string.Concat(parts));
}
