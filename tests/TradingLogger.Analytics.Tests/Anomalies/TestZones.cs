namespace TradingLogging.Analytics.Tests.Anomalies;

/// <summary>Zones that no machine needs to have.</summary>
internal static class TestZones
{
    /// <summary>Two hours before UTC from the last Sunday of March to that of October, else one.</summary>
    public static TimeZoneInfo WithSummerTime { get; } = TimeZoneInfo.CreateCustomTimeZone(
        "test summer", TimeSpan.FromHours(1), "test", "test", "test summer",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                new DateTime(2000, 1, 1), new DateTime(2100, 12, 31), TimeSpan.FromHours(1), LastSunday(3, 2),
                LastSunday(10, 3)),
        ]);

    private static TimeZoneInfo.TransitionTime LastSunday(int month, int hour) =>
        TimeZoneInfo.TransitionTime.CreateFloatingDateRule(
            new DateTime(1, 1, 1, hour, 0, 0), month, week: 5, DayOfWeek.Sunday);
}
