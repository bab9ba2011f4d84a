using System.Globalization;
using System.Text.RegularExpressions;

namespace TradingLogging.Text;

/// <summary>Reads durations as people type them: <c>30s</c>, <c>90m</c>, <c>1h</c>, <c>2d</c>, <c>1w</c>, and several
/// after one another, such as <c>1h30m</c>.</summary>
public static class ShortDuration
{
    private static readonly Regex Form = new(
        @"^\s*(?:(?<number>[0-9]{1,9}(?:\.[0-9]{1,9})?)(?<unit>ms|[smhdw]))+\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>Reads a duration.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The duration; zero when the text is none, or longer than a TimeSpan can be.</param>
    /// <returns>Whether the text is a duration.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        Match match = Form.Match(text ?? throw new ArgumentNullException(nameof(text)));
        decimal ticks = 0;
        for (int index = 0; index < match.Groups["unit"].Captures.Count; index++)
        {
            ticks += decimal.Parse(match.Groups["number"].Captures[index].Value, CultureInfo.InvariantCulture)
                * TicksOf(match.Groups["unit"].Captures[index].Value);
        }

        if (!match.Success || ticks > TimeSpan.MaxValue.Ticks)
            return false;
        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    private static long TicksOf(string unit) => unit.ToUpperInvariant() switch
    {
        "MS" => TimeSpan.TicksPerMillisecond,
        "S" => TimeSpan.TicksPerSecond,
        "M" => TimeSpan.TicksPerMinute,
        "H" => TimeSpan.TicksPerHour,
        "D" => TimeSpan.TicksPerDay,
        _ => 7 * TimeSpan.TicksPerDay,
    };
}
