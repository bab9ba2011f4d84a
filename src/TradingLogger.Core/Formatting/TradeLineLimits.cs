using System.Runtime.CompilerServices;
using TradingLogging.Json;

namespace TradingLogging.Formatting;

/// <summary>How large the line of one trade event may become. What goes beyond is cut and marked.</summary>
internal sealed record TradeLineLimits
{
    internal const int LeastBytes = 4096;

    /// <summary>The longest line in bytes that anybody writes, reads or verifies.</summary>
    internal const int MostBytes = 64 * 1024 * 1024;

    /// <summary>The longest line in bytes, without the line feed: 4,096 to 67,108,864, by default 262,144. Room for the
    /// mark <c>"truncated": true</c> is always kept free.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxBytes { get; init => field = Checked(value, LeastBytes, MostBytes); } = 262144;

    /// <summary>How many levels of objects and lists are written, the event itself being the first: 1 to 64, by default
    /// 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxDepth { get; init => field = Checked(value, 1, 64); } = 16;

    /// <summary>How many values the event's data may have, at all levels together: 1 to 1,000,000, by default
    /// 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxNodes { get; init => field = Checked(value, 1, 1_000_000); } = 1000;

    private static int Checked(int value, int least, int most, [CallerMemberName] string name = "")
    {
        if (value < least || value > most)
        {
            string message = FormattableString.Invariant($"{name} must be from {least} to {most}.");
            throw new ArgumentOutOfRangeException(name, value, message);
        }

        return value;
    }
}

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
