using System.Globalization;
using TradingLogging.Live.Sources;
using Xunit;

namespace TradingLogging.Live.Tests.Sources;

public sealed class LiveFeedTests : IDisposable
{
    private static readonly DateTimeOffset Since = new(2025, 12, 17, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly LogFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_stands_there_since_a_moment_is_given_and_then_what_is_written()
    {
        Append("trades.log", Event(1, "2025-12-16"), Event(2), "{ torn");
        using LiveFeed feed = Open(withText: false);

        Assert.Equal(Event(2), Take(feed).Event!.ToString());
        Assert.Equal(6, Take(feed).Damage!.Length);
        Append("trades.log", Event(3));
        Assert.Equal(Event(3), Take(feed).Event!.ToString());
        Assert.Empty(_warnings);
    }

    [Fact]
    public void The_text_log_is_read_beside_the_trade_log()
    {
        Append("trading.log", "2025-12-17 10:30:45 | ERROR    | trading.main:12 | Connection lost");
        using LiveFeed feed = Open(withText: true);

        Assert.Equal("Connection lost", Take(feed).Entry!.Message);
        Append("trades.log", Event(1));
        Assert.Equal("ORDER", Take(feed).Event!.Action);
    }

    [Fact]
    public void What_stood_in_both_logs_comes_in_the_order_of_time()
    {
        // Lines of text have the wall clock of this machine.
        DateTime noon = new(2025, 12, 17, 15, 0, 0, DateTimeKind.Local);
        Append("trades.log", [.. Enumerable.Range(0, 5000).Select(number =>
            $"{{\"timestamp\": \"{Text(noon.AddSeconds(2 * number), "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz")}\", "
            + "\"action\": \"ORDER\"}")]);
        Append("trading.log", [.. Enumerable.Range(0, 5000).Select(number =>
            $"{Text(noon.AddSeconds((2 * number) + 1), "yyyy-MM-dd HH:mm:ss")} | INFO     | trading.main:1 | Text")]);
        using LiveFeed feed = Open(withText: true);

        DateTimeOffset[] moments = [.. Enumerable.Range(0, 10_000)
            .Select(_ => Take(feed))
            .Select(record => record.Event?.Timestamp ?? record.Entry!.Timestamp)];

        Assert.Equal(moments.Order(), moments);
        Assert.False(feed.TryTake(out _, TimeSpan.Zero, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void It_has_caught_up_when_all_that_stood_there_was_given()
    {
        Append("trades.log", [.. Enumerable.Range(0, 10_000).Select(number => Event(number))]);
        using LiveFeed feed = Open(withText: false);
        int taken = 0;
        Assert.False(feed.IsCaughtUp);

        while (!feed.IsCaughtUp)
            taken += feed.TryTake(out _, TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken) ? 1 : 0;

        Assert.Equal(10_000, taken);
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_an_error() =>
        Assert.Throws<DirectoryNotFoundException>(
            () => new LiveFeed(_folder.PathOf("none"), since: null, withText: false, _warnings.Add));

    [Fact]
    public void Disposed_of_while_nobody_takes_it_ends()
    {
        Append("trades.log", [.. Enumerable.Range(0, 10_000).Select(number => Event(number))]);

        Open(withText: true).Dispose();
    }

    private static string Event(int number, string day = "2025-12-17") => FormattableString.Invariant(
        $"{{\"timestamp\": \"{day}T10:00:00.000000+00:00\", \"action\": \"ORDER\", \"n\": {number}}}");

    private static string Text(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    private static LiveRecord Take(LiveFeed feed)
    {
        Assert.True(feed.TryTake(out LiveRecord record, Patience, TestContext.Current.CancellationToken));
        return record;
    }

    private LiveFeed Open(bool withText) =>
        new(_folder.FullName, Since, withText, _warnings.Add);

    private void Append(string name, params string[] lines) =>
        File.AppendAllText(_folder.PathOf(name), string.Concat(lines.Select(line => line + "\n")));
}
