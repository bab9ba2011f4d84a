using System.Globalization;

namespace TradingLogging.Live.Dashboard.Snapshots;

/// <summary>How far a page is: the id of a message of its stream.</summary>
/// <param name="Generation">Which reading of the log its events are numbered by; 0 for a page that has nothing.</param>
/// <param name="Event">The number of the last event that it has.</param>
internal readonly record struct StreamPlace(long Generation, long Event)
{
    /// <summary>Reads an id; what is none stands for a page that has nothing.</summary>
    public static StreamPlace Parse(string? id)
    {
        string[] parts = (id ?? "").Split('.');
        return parts.Length == 2 && TryParse(parts[0], out long generation) && TryParse(parts[1], out long number)
            ? new StreamPlace(generation, number)
            : default;
    }

    /// <summary>The id as it is sent.</summary>
    public override string ToString() => FormattableString.Invariant($"{Generation}.{Event}");

    private static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
