namespace TradingLogging.Formatting;

/// <summary>Tells the caller how the line of a trade event differs from what was given.</summary>
internal static class TradeLineWarning
{
    public static string Describe(string action, TradeLineNotes notes)
    {
        var sentences = new List<string>(capacity: 2);
        foreach (string name in notes.RenamedMembers ?? [])
            sentences.Add($"The member '{name}' is kept as 'data.{name}', because '{name}' belongs to the line itself.");
        if (notes.IsTruncated)
            sentences.Add("It was too large (max_record_bytes), or reading it took too long, and has been cut; the line is marked \"truncated\".");
        return $"Trade event {action}: {string.Join(" ", sentences)}";
    }
}
