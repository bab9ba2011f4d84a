using System.Globalization;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Storage.Rotation;
using TradingLogging.Tests.Python.Scenarios;
using Xunit;

namespace TradingLogging.Tests.Python;

/// <summary>The cases of Python's own tests of its <c>TimedRotatingFileHandler</c> with <c>midnight</c>, as far as they
/// apply.</summary>
public sealed class TimedRotatingFileHandlerAsInPythonTests : IDisposable
{
    private readonly LogFolder _folder = new();

    /// <summary>A zone, the last second of a day there, and the first moment of the next.</summary>
    public static TheoryData<string, string, string> Midnights => new()
    {
        { "UTC", "2025-12-17T23:59:59+00:00", "2025-12-18T00:00:00+00:00" },
        { "Europe/London", "2025-03-29T23:59:59+00:00", "2025-03-30T00:00:00+00:00" },
        { "Europe/London", "2025-03-30T23:59:59+01:00", "2025-03-31T00:00:00+01:00" },
        { "Europe/London", "2025-10-25T23:59:59+01:00", "2025-10-26T00:00:00+01:00" },
        { "Europe/London", "2025-10-26T23:59:59+00:00", "2025-10-27T00:00:00+00:00" },
        { "America/New_York", "2025-03-09T23:59:59-04:00", "2025-03-10T00:00:00-04:00" },
        { "America/New_York", "2025-11-02T23:59:59-05:00", "2025-11-03T00:00:00-05:00" },
        { "Australia/Lord_Howe", "2025-04-06T23:59:59+10:30", "2025-04-07T00:00:00+10:30" },
        { "Australia/Lord_Howe", "2025-10-05T23:59:59+11:00", "2025-10-06T00:00:00+11:00" },
        { "America/Havana", "2025-03-08T23:59:59-05:00", "2025-03-09T01:00:00-04:00" },
        { "Asia/Beirut", "2025-03-29T23:59:59+02:00", "2025-03-30T01:00:00+03:00" },
        { "Asia/Kathmandu", "2025-12-17T23:59:59+05:45", "2025-12-18T00:00:00+05:45" },
    };

    [Theory]
    [MemberData(nameof(Midnights))]
    public void Local_midnight_parts_the_days_whatever_the_clocks_do(string zone, string lastSecond, string nextDay)
    {
        DateTimeOffset last = DateTimeOffset.Parse(lastSecond, CultureInfo.InvariantCulture);
        DateTimeOffset next = DateTimeOffset.Parse(nextDay, CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.FromSeconds(1), next - last);
        var clock = new ManualClock(zone);

        using (TimedRotatingFileHandler handler = Create())
        {
            Write(handler, clock.At(last.UtcDateTime.AddHours(-3)));
            Write(handler, clock.At(last.UtcDateTime));
            Write(handler, clock.At(next.UtcDateTime));
        }

        Assert.Equal(["test.log", "test.log." + lastSecond[..10]], _folder.Files);
        Assert.Single(_folder.Lines("test.log"));
        Assert.Equal(2, _folder.Lines("test.log." + lastSecond[..10]).Length);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(86_399, 1)]
    [InlineData(86_400, 2)]
    [InlineData(90_000, 2)]
    public void With_UTC_a_day_ends_at_midnight_in_UTC(int secondsAfterTheEpoch, int files)
    {
        var clock = new ManualClock("America/New_York");

        using (TimedRotatingFileHandler handler = Create(zone: RotationZone.Utc))
        {
            Write(handler, clock.At(DateTime.UnixEpoch));
            Write(handler, clock.At(DateTime.UnixEpoch.AddSeconds(secondsAfterTheEpoch)));
        }

        Assert.Equal(files, _folder.Files.Length);
        Assert.All(_folder.Files.Skip(1), name => Assert.Equal("test.log.1970-01-01", name));
    }

    [Fact]
    public void Runs_of_the_same_day_go_on_with_the_same_file_and_the_first_of_the_next_day_rotates_it()
    {
        var evening = new DateTimeOffset(2025, 12, 17, 23, 59, 0, TimeSpan.Zero);
        for (int run = 0; run < 3; run++)
            WriteInRunOfItsOwn(evening.AddSeconds(run));
        Assert.Equal(3, _folder.Lines("test.log").Length);
        Assert.Equal(["test.log"], _folder.Files);

        for (int run = 0; run < 2; run++)
            WriteInRunOfItsOwn(evening.AddMinutes(1).AddSeconds(run));

        Assert.Equal(["test.log", "test.log.2025-12-17"], _folder.Files);
        Assert.Equal(3, _folder.Lines("test.log.2025-12-17").Length);
        Assert.Equal(2, _folder.Lines("test.log").Length);
    }

    [Fact]
    public void A_count_of_zero_keeps_every_day()
    {
        using (TimedRotatingFileHandler handler = Create(backupCount: 0))
            WriteDays(handler, days: 40);

        Assert.Equal(40, _folder.Files.Length);
    }

    [Theory]
    [InlineData("test.log.2020-01-01", true)]
    [InlineData("test.log.2020-01-01.1", true)]
    [InlineData("test.log.bak", false)]
    [InlineData("test.log.2020-01-01.txt", false)]
    [InlineData("test.log.2020-01-01.gz", false)]
    [InlineData("test.log.2020-01-01.", false)]
    [InlineData("test.log.2020-01-01-old", false)]
    [InlineData("test.log.x2020-01-01", false)]
    [InlineData("test.log.2020-1-1", false)]
    [InlineData("test.log.2020-02-30", false)]
    [InlineData("test.log.20200101", false)]
    [InlineData("test.log.٢٠٢٠-٠١-٠١", false)]
    [InlineData("test.logs.2020-01-01", false)]
    [InlineData("test.log2020-01-01", false)]
    [InlineData("my.test.log.2020-01-01", false)]
    [InlineData("test.txt.2020-01-01", false)]
    [InlineData("test.sub.log.2020-01-01", false)]
    public void Exactly_the_archives_that_rotation_names_are_deleted(string name, bool isDeleted)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && name[^1] == '.', "Windows takes a dot off the end of a name.");
        File.WriteAllText(_folder.PathOf(name), string.Empty);

        using (TimedRotatingFileHandler handler = Create(backupCount: 2))
            WriteDays(handler, days: 4);

        Assert.Equal(!isDeleted, File.Exists(_folder.PathOf(name)));
        Assert.Equal(
            ["test.log", "test.log.2025-12-02", "test.log.2025-12-03"],
            _folder.Files.Where(file => file != name));
    }

    [Fact]
    public void Logs_side_by_side_leave_one_another_s_archives_alone()
    {
        string[] names = ["a.log", "a.b.log", "a.b.c.log", "a.log.b", "a.txt"];

        foreach (string name in names)
        {
            using var handler = new TimedRotatingFileHandler(_folder.PathOf(name), backupCount: 2);
            WriteDays(handler, days: 5);
        }

        Assert.Equal(
            names
                .SelectMany(name => (string[])[name, name + ".2025-12-03", name + ".2025-12-04"])
                .Order(StringComparer.Ordinal),
            _folder.Files);
    }

    [Fact]
    public void A_log_that_somebody_deleted_in_between_is_made_again()
    {
        using TimedRotatingFileHandler handler = Create();
        Write(handler, DateTimeOffset.UnixEpoch);
        File.Delete(_folder.PathOf("test.log"));

        Write(handler, DateTimeOffset.UnixEpoch.AddHours(1));

        Assert.Equal(["test.log"], _folder.Files);
        Assert.Contains("1970-01-01T01:00:00", _folder.Lines("test.log")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_handler_that_is_closed_unused_leaves_nothing()
    {
        Create().Dispose();

        Assert.Empty(_folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private static void Write(TimedRotatingFileHandler handler, DateTimeOffset moment) =>
        Assert.True(handler.Handle(new LogRecord(moment, LogLevel.Info, "test", "m")));

    private static void WriteDays(TimedRotatingFileHandler handler, int days)
    {
        for (int day = 0; day < days; day++)
            Write(handler, new DateTimeOffset(2025, 12, 1, 12, 0, 0, TimeSpan.FromHours(1)).AddDays(day));
    }

    private void WriteInRunOfItsOwn(DateTimeOffset moment)
    {
        using TimedRotatingFileHandler handler = Create();
        Write(handler, moment);
    }

    private TimedRotatingFileHandler Create(int backupCount = 30, RotationZone zone = RotationZone.Local) =>
        new(_folder.PathOf("test.log"), backupCount, zone);
}
