using TradingLogging.Json;

namespace TradingLogging.Formatting;

/// <summary>What the caller of a trade event should be warned of.</summary>
/// <param name="RenamedMembers">The members that were written under another name than the caller's: <c>data.</c> and
/// the name where it belongs to the line itself, <c>(unnamed)</c> for an empty one, and with <c>.2</c> where the object
/// has the name already, in whatever case. Null when there are none.</param>
/// <param name="IsTruncated">Whether a limit was reached and something was cut.</param>
internal readonly record struct TradeLineNotes(IReadOnlyList<RenamedMember>? RenamedMembers, bool IsTruncated)
{
    /// <summary>Whether the line holds the event exactly as it was given.</summary>
    public bool IsEmpty => RenamedMembers is null && !IsTruncated;
}

/// <summary>Tells the caller how the line of a trade event differs from what was given.</summary>
internal static class TradeLineWarning
{
    /// <summary>What is different, in sentences that are the same for every event of which it holds.</summary>
    public static string Describe(TradeLineNotes notes)
    {
        var sentences = new List<string>(capacity: 2);
        foreach (RenamedMember member in notes.RenamedMembers ?? [])
            sentences.Add($"The member '{member.Name}' is kept as '{member.WrittenAs}', because {ReasonFor(member)}.");
        if (notes.IsTruncated)
        {
            sentences.Add(
                "It was too large (max_record_bytes), or reading it took too long, and has been cut; "
                + "the line is marked \"truncated\".");
        }

        return string.Join(" ", sentences);
    }

    private static string ReasonFor(RenamedMember member)
    {
        if (member.Name.Length == 0)
            return "readers refuse a member without a name";
        return member.WrittenAs == TradeLineFormat.DataPrefix + member.Name
            ? $"'{member.Name}' belongs to the line itself"
            : "the object has a member of that name already, in whatever case";
    }
}
