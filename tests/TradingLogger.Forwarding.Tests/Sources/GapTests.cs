using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingLogging.Formatting;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Storage;
using TradingLogging.Storage.Rotation;
using TradingLogging.Tests.Storage;
using Xunit;
using static TradingLogging.Forwarding.Tests.Sources.ForwardedLog;

namespace TradingLogging.Forwarding.Tests.Sources;

/// <summary>Days that go before they were sent, with a writer that rotates.</summary>
public sealed class GapTests : IDisposable
{
    private readonly ForwardedLog _log = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _log.Dispose();

    [Fact]
    public void The_receiver_is_told_of_a_day_that_was_deleted_unsent()
    {
        using AppendFile writer = OpenWriter(holdDays: 2);
        using (TradeEventSource source = _log.Open())
        {
            Write(writer, 14);
            Assert.Single(Send(source));
        }

        for (int day = 15; day <= 18; day++)
            Write(writer, day);
        List<SentEvent> sent = _log.Send();

        // Of the 14th everything was sent, but its end was not seen.
        Assert.Contains(_warnings, warning => warning.Contains("trades.log.2025-12-14' is deleted"));
        JsonElement[] gaps =
        [
            .. sent.Where(sent => sent.Id.StartsWith("gap-", StringComparison.Ordinal))
                .Select(sent => JsonElement.Parse(sent.Line)),
        ];
        Assert.Equal(["2025-12-14", "2025-12-15"], gaps.Select(gap => gap.GetProperty("day").GetString()));
        Assert.Equal([0, Line(1).Length + 1], gaps.Select(gap => gap.GetProperty("bytes").GetInt64()));
        Assert.Equal([16, 17, 18], sent.Skip(2).Select(DayOf));
        Assert.Empty(_log.Send());
        using TradeEventSource again = _log.Open();
        Assert.Equal(2, again.Gaps);
    }

    [Fact]
    public void Days_that_are_sent_in_time_are_deleted_and_leave_no_gap()
    {
        using AppendFile writer = OpenWriter(holdDays: 90);
        using TradeEventSource source = _log.Open();
        var sent = new List<SentEvent>();
        for (int day = 1; day <= 20; day++)
        {
            Write(writer, day);
            sent.AddRange(Send(source));
        }

        Assert.Equal(Enumerable.Range(1, 20), sent.Select(DayOf));
        Assert.Equal(0, source.Gaps);
        Assert.InRange(Directory.GetFiles(_log.Options.LogDirectory, "trades.log*").Length, 2, 4);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void A_day_that_somebody_removed_before_it_was_sent_to_its_end_is_a_gap()
    {
        _log.Append("trades.log.2025-12-17", LinesOf(0, 250));
        using (TradeEventSource source = _log.Open())
            Send(source, batches: 1);
        File.Delete(_log.PathOf("trades.log.2025-12-17"));
        _log.Append("trades.log", Line(999));

        List<SentEvent> sent = [.. _log.Send(), .. _log.Send()];

        Assert.Equal(Line(999), sent[0].Line);
        Assert.StartsWith("gap-", sent[1].Id, StringComparison.Ordinal);
        Assert.Equal(2, sent.Count);
    }

    [Fact]
    public void A_gap_that_a_full_disk_tore_is_noted_again()
    {
        _log.Append("trades.log.2025-12-17", LinesOf(0, 250));
        using (TradeEventSource source = _log.Open())
            Send(source, batches: 1);
        File.Delete(_log.PathOf("trades.log.2025-12-17"));
        var files = new FaultyFiles { LongestWrite = 300 };
        using (TradeEventSource source = _log.Open(files))
            Assert.ThrowsAny<IOException>(() => Send(source));
        string torn = File.ReadAllText(_log.Files.Gaps);
        Assert.Contains("first_line", torn, StringComparison.Ordinal);
        Assert.False(torn.EndsWith('\n'));

        List<SentEvent> sent = [.. _log.Send(), .. _log.Send()];

        Assert.StartsWith("gap-", Assert.Single(sent).Id, StringComparison.Ordinal);
        Assert.Equal("FORWARD_GAP", JsonElement.Parse(sent[0].Line).GetProperty("action").GetString());
        Assert.Single(_log.DeadLetters);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_further_files_of_a_day_and_hides_none()
    {
        using AppendFile writer = OpenWriter(holdDays: 90);
        using TradeEventSource source = _log.Open();
        int[] days = [17, 18, 17, 18, 19, 18, 25, 19, 20, 17];
        var sent = new List<SentEvent>();
        foreach (int day in days)
        {
            Write(writer, day);
            sent.AddRange(Send(source));
        }

        sent.AddRange(Send(source));
        source.Dispose();
        sent.AddRange(_log.Send());
        Assert.Equal(days.Order(), sent.Select(DayOf).Order());
    }

    private static int DayOf(SentEvent sent) => int.Parse(sent.Line.AsSpan(23, 2), CultureInfo.InvariantCulture);

    private AppendFile OpenWriter(int holdDays) => new(
        _log.PathOf("trades.log"),
        new DailyRotation(
            1, line => TradeLineFormat.ReadDay(line, isUtc: false), utc => utc, forwardHoldDays: holdDays),
        new AppendFileOptions(_warnings.Add));

    private int _number;

    private void Write(AppendFile writer, int day) => writer.Append(new AppendRequest(
        Encoding.UTF8.GetBytes(Line(_number++, $"2025-12-{day:00}") + "\n"), new DateTime(2025, 12, day), records: 1));
}
