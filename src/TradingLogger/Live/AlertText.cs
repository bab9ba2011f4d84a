using System.Globalization;

namespace TradingLogging.PowerShell.Live;

/// <summary>What the views of alerts show.</summary>
public static class AlertText
{
    /// <summary>For how long an alert fired.</summary>
    /// <param name="duration">The time.</param>
    /// <returns>For example <c>0:05:12</c> or <c>3.07:00:00</c>.</returns>
    public static string Duration(TimeSpan duration) =>
        duration.ToString(duration.Days > 0 ? @"d\.hh\:mm\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>A value in few digits; the object has them all.</summary>
    /// <param name="value">The value.</param>
    /// <returns>For example <c>12</c> or <c>0.25</c>.</returns>
    public static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
