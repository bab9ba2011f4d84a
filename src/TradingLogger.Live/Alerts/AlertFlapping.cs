namespace TradingLogging.Live.Alerts;

/// <summary>Bounds how often somebody is told of an alert that fires again and again.</summary>
internal static class AlertFlapping
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>A receiver hears of such an alert at most twice within this time: that it fires, and that it is
    /// over.</summary>
    /// <param name="repeatAfter">After what time it is told again that the alert fires.</param>
    public static TimeSpan Bound(TimeSpan repeatAfter) => repeatAfter < Interval ? repeatAfter : Interval;
}
