using System.Globalization;
using System.Text.RegularExpressions;
using TradingLogging.Configuration;
using TradingLogging.Live.Alerts.Conditions;

namespace TradingLogging.Live.Alerts;

/// <summary>Reads the hours of a rule.</summary>
internal static class AlertHours
{
    private static readonly Regex Form = new(
        @"^\s*([0-9]{1,2}):([0-9]{2})\s*-\s*([0-9]{1,2}):([0-9]{2})\s*$", RegexOptions.CultureInvariant);

    private static readonly DayOfWeek[] EveryDay = [.. Enumerable.Range(0, 7).Select(day => (DayOfWeek)day)];

    /// <summary>The hours of a rule; null for always.</summary>
    /// <exception cref="ConfigurationException">They are none.</exception>
    public static SessionHours? Of(AlertRule rule)
    {
        if (rule.Hours is null && rule.Days.Count == 0 && rule.TimeZone is null)
            return null;
        Match match = Form.Match(rule.Hours ?? "00:00-24:00");
        if (!match.Success || TimeOf(match, 1) is not { } from
            || TimeOf(match, 3) is not { } until || from == TimeSpan.FromDays(1))
        {
            throw new ConfigurationException(
                $"The hours {MessageText.Of(rule.Hours)} of the rule {MessageText.Of(rule.Name)} are none. Give them as"
                + " 08:00-22:00; 22:00-06:00 go into the next day.");
        }

        var hours = new SessionHours(from, until, rule.Days.Count > 0 ? rule.Days : EveryDay, ZoneOf(rule));
        return hours.IsAlways ? null : hours;
    }

    private static TimeSpan? TimeOf(Match match, int group)
    {
        int hours = int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        int minutes = int.Parse(match.Groups[group + 1].Value, CultureInfo.InvariantCulture);
        return hours > 24 || minutes > 59 || (hours == 24 && minutes > 0) ? null : new TimeSpan(hours, minutes, 0);
    }

    private static TimeZoneInfo ZoneOf(AlertRule rule)
    {
        if (rule.TimeZone is not { } name)
            return TimeZoneInfo.Local;
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException
            or System.Security.SecurityException or ArgumentException)
        {
            throw new ConfigurationException(
                $"This machine does not know the time zone {MessageText.Of(name)} of the rule"
                + $" {MessageText.Of(rule.Name)}. Give one such as Europe/Berlin or UTC.",
                innerException: exception);
        }
    }
}
