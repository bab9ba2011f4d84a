using System.Globalization;
using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Reading;
using TradingLogging.Storage.Rotation;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Handlers;

public sealed class TimedRotatingFileHandlerTests : IDisposable
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(1);

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_defaults_are_those_of_the_specification()
    {
        using TimedRotatingFileHandler handler = Open();

        Assert.Equal(LogLevel.Info, handler.Level);
        Assert.Equal("trades", handler.Name);
        Assert.Equal(_folder.PathOf("trades.log"), handler.Path);
    }

    [Fact]
    public void At_midnight_the_day_is_set_aside_under_its_date()
    {
        using TimedRotatingFileHandler handler = Open();
        Log(handler, "2025-12-17 10:00:00", "A");
        Log(handler, "2025-12-17 23:59:59", "B");
        Log(handler, "2025-12-18 00:00:00", "C");

        Assert.Equal(["trades.log", "trades.log.2025-12-17"], _folder.Files);
        Assert.Equal(["C"], ActionsIn("trades.log"));
        Assert.Equal(["A", "B"], ActionsIn("trades.log.2025-12-17"));
    }

    [Fact]
    public void After_idle_days_the_archive_has_the_day_of_its_records_and_none_is_empty()
    {
        using TimedRotatingFileHandler handler = Open();
        Log(handler, "2025-12-01 10:00:00", "A");
        Log(handler, "2025-12-24 10:00:00", "B");

        Assert.Equal(["trades.log", "trades.log.2025-12-01"], _folder.Files);
    }

    [Fact]
    public void A_restart_in_the_middle_of_the_day_goes_on_in_the_same_file()
    {
        using (TimedRotatingFileHandler handler = Open())
            Log(handler, "2025-12-17 10:00:00", "A");
        using (TimedRotatingFileHandler handler = Open())
            Log(handler, "2025-12-17 11:00:00", "B");

        Assert.Equal(["A", "B"], ActionsIn("trades.log"));
        Assert.Equal(["trades.log"], _folder.Files);
    }

    [Fact]
    public void After_a_restart_on_another_day_the_former_day_is_set_aside_by_its_records()
    {
        using (TimedRotatingFileHandler handler = Open())
            Log(handler, "2025-12-17 10:00:00", "A");
        File.SetLastWriteTimeUtc(_folder.PathOf("trades.log"), new DateTime(2025, 12, 25, 0, 0, 0, DateTimeKind.Utc));
        using (TimedRotatingFileHandler handler = Open())
            Log(handler, "2025-12-25 10:00:00", "B");

        Assert.Equal(["A"], ActionsIn("trades.log.2025-12-17"));
        Assert.Equal(["B"], ActionsIn("trades.log"));
    }

    [Fact]
    public void A_late_record_goes_to_the_archive_of_its_own_day()
    {
        using TimedRotatingFileHandler handler = Open();
        Log(handler, "2025-12-17 10:00:00", "A");
        Log(handler, "2025-12-18 10:00:00", "B");
        Log(handler, "2025-12-17 23:59:59", "late");
        Log(handler, "2025-12-18 11:00:00", "C");

        Assert.Equal(["A", "late"], ActionsIn("trades.log.2025-12-17"));
        Assert.Equal(["B", "C"], ActionsIn("trades.log"));
    }

    [Fact]
    public void A_clock_set_back_over_midnight_and_forward_again_loses_and_overwrites_nothing()
    {
        using TimedRotatingFileHandler handler = Open();
        string[] times = ["2025-12-18 00:00:01", "2025-12-17 23:59:58", "2025-12-18 00:00:02", "2025-12-19 00:00:00"];
        for (int number = 0; number < times.Length; number++)
            Log(handler, times[number], Invariant($"{number}"));

        Assert.Equal(["1"], ActionsIn("trades.log.2025-12-17"));
        Assert.Equal(["0", "2"], ActionsIn("trades.log.2025-12-18"));
        Assert.Equal(["3"], ActionsIn("trades.log"));
    }

    [Fact]
    public void A_day_that_is_already_archived_is_not_overwritten()
    {
        File.WriteAllText(_folder.PathOf("trades.log.2025-12-17"), "kept\n");
        using TimedRotatingFileHandler handler = Open();
        Log(handler, "2025-12-17 10:00:00", "A");
        Log(handler, "2025-12-18 10:00:00", "B");

        Assert.Equal("kept\n", _folder.Text("trades.log.2025-12-17"));
        Assert.Equal(["A"], ActionsIn("trades.log.2025-12-17.1"));
    }

    [Fact]
    public void Exactly_as_many_days_are_kept_as_told_and_only_own_names_are_deleted()
    {
        string[] foreign =
        [
            "trades.log.bak", "trades.log.2024-01-01.seal.txt", "trades.logs.2024-01-01", "trades.log.2024-13-01",
        ];
        foreach (string name in foreign)
            File.WriteAllText(_folder.PathOf(name), "foreign");
        using TimedRotatingFileHandler handler = Open(backupCount: 3);
        for (int day = 1; day <= 8; day++)
            Log(handler, Invariant($"2025-12-{day:00} 10:00:00"), "A");

        Assert.Equal(
            ["trades.log", "trades.log.2025-12-05", "trades.log.2025-12-06", "trades.log.2025-12-07"],
            _folder.Files.Except(foreign));
        Assert.All(foreign, name => Assert.Equal("foreign", _folder.Text(name)));
    }

    [Fact]
    public void Thirty_days_are_kept_by_default()
    {
        using TimedRotatingFileHandler handler = Open();
        for (int day = 0; day < 40; day++)
        {
            Log(
                handler,
                new DateTime(2025, 11, 1, 10, 0, 0).AddDays(day).ToString("s", CultureInfo.InvariantCulture),
                "A");
        }

        Assert.Equal(31, _folder.Files.Length);
    }

    [Fact]
    public void With_a_count_of_zero_every_day_is_kept()
    {
        using TimedRotatingFileHandler handler = Open(backupCount: 0);
        for (int day = 0; day < 40; day++)
        {
            Log(
                handler,
                new DateTime(2025, 11, 1, 10, 0, 0).AddDays(day).ToString("s", CultureInfo.InvariantCulture),
                "A");
        }

        Assert.Equal(40, _folder.Files.Length);
    }

    [Fact]
    public void With_the_zone_UTC_the_day_ends_at_midnight_there()
    {
        using TimedRotatingFileHandler handler = Open(zone: RotationZone.Utc);
        Log(handler, "2025-12-18 00:59:59", "A");
        Log(handler, "2025-12-18 01:00:00", "B");

        Assert.Equal(["A"], ActionsIn("trades.log.2025-12-17"));
        Assert.Equal(["B"], ActionsIn("trades.log"));
    }

    [Theory]
    [InlineData(RotationZone.Local)]
    [InlineData(RotationZone.Utc)]
    public void Where_the_records_tell_no_day_the_file_has_that_of_its_last_change(RotationZone zone)
    {
        string path = _folder.PathOf("trades.log");
        File.WriteAllText(path, "no trade line\n");
        File.SetLastWriteTimeUtc(path, new DateTime(2025, 12, 10, 12, 0, 0, DateTimeKind.Utc));
        string day = (zone == RotationZone.Utc ? File.GetLastWriteTimeUtc(path) : File.GetLastWriteTime(path))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using TimedRotatingFileHandler handler = Open(zone: zone);
        Log(handler, "2025-12-18 10:00:00", "B");

        Assert.Equal("no trade line\n", _folder.Text("trades.log." + day));
        Assert.Equal(["B"], ActionsIn("trades.log"));
    }

    [Fact]
    public void A_text_message_is_a_JSON_line_too()
    {
        using TimedRotatingFileHandler handler = Open();
        handler.Handle(new LogRecord(Time("2025-12-17 10:00:00"), LogLevel.Warning, "trades", "two\nlines"));

        Assert.Equal(
            "{\"timestamp\": \"2025-12-17T10:00:00.000000+01:00\", \"action\": \"MESSAGE\", \"level\": \"WARNING\", "
                + "\"message\": \"two\\nlines\"}\n",
            _folder.Text("trades.log"));
    }

    [Fact]
    public void The_state_counts_rotations()
    {
        using TimedRotatingFileHandler handler = Open();
        Log(handler, "2025-12-17 10:00:00", "A");
        Log(handler, "2025-12-18 10:00:00", "B");
        HandlerState state = handler.GetState();

        Assert.Equal((2, 1, 0), (state.Events, state.Rotations, state.Failures));
        Assert.Equal(new FileInfo(handler.Path).Length, state.Bytes);
    }

    [Fact]
    public void A_negative_count_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimedRotatingFileHandler("trades.log", backupCount: -1));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static DateTimeOffset Time(string wallClock) =>
        new(DateTime.Parse(wallClock, CultureInfo.InvariantCulture), Offset);

    private static void Log(TimedRotatingFileHandler handler, string wallClock, string action)
    {
        var buffer = new Utf8Buffer();
        new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits()).Write(
            buffer, Time(wallClock), action, null, null);
        handler.Handle(new LogRecord(Time(wallClock), "trades", buffer.Written, lineNumber: 1));
    }

    private TimedRotatingFileHandler Open(int backupCount = 30, RotationZone zone = RotationZone.Local) =>
        new(_folder.PathOf("trades.log"), backupCount, zone);

    private IEnumerable<string> ActionsIn(string file) =>
        _folder.Lines(file).Select(line => TradeEvent.Parse(Encoding.UTF8.GetBytes(line)).Action);
}
