namespace TradingLogging.Formatting;

/// <summary>What the caller of a trade event should be warned of.</summary>
/// <param name="RenamedMembers">The members of the data whose names belong to the line itself, as the caller wrote them;
/// they are kept as <c>data.</c> and the name. Null when there are none.</param>
/// <param name="IsTruncated">Whether a limit was reached and something was cut.</param>
public readonly record struct TradeLineNotes(IReadOnlyList<string>? RenamedMembers, bool IsTruncated)
{
    /// <summary>Whether the line holds the event exactly as it was given.</summary>
    public bool IsEmpty => RenamedMembers is null && !IsTruncated;
}

/// <summary>Tells the caller how the line of a trade event differs from what was given.</summary>
internal static class TradeLineWarning
{
    public static string Describe(string action, TradeLineNotes notes)
    {
        var sentences = new List<string>(capacity: 2);
        foreach (string name in notes.RenamedMembers ?? [])
            sentences.Add($"The member '{name}' is kept as 'data.{name}', because '{name}' belongs to the line itself.");
        if (notes.IsTruncated)
        {
            sentences.Add(
                "It was too large (max_record_bytes), or reading it took too long, and has been cut; "
                + "the line is marked \"truncated\".");
        }

        return $"Trade event {action}: {string.Join(" ", sentences)}";
    }
}
