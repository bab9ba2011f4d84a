namespace TradingLogging.Analytics.Facts;

/// <summary>Which way a fill goes, or which way a position stands.</summary>
internal enum TradeSide
{
    /// <summary>Not said.</summary>
    None,

    /// <summary>A purchase; a long position.</summary>
    Buy,

    /// <summary>A sale; a short position.</summary>
    Sell,

    /// <summary>Said with a word that is not known.</summary>
    Unknown,
}

/// <summary>The words for sides, without regard to case: those of people, of brokers, and of FIX tag 54.</summary>
internal static class TradeSides
{
    /// <summary>The words and what they mean.</summary>
    public static IReadOnlyDictionary<string, TradeSide> Words { get; } = new Dictionary<string, TradeSide>(
        StringComparer.OrdinalIgnoreCase)
    {
        ["BUY"] = TradeSide.Buy,
        ["LONG"] = TradeSide.Buy,
        ["BOT"] = TradeSide.Buy,
        ["BOUGHT"] = TradeSide.Buy,
        ["B"] = TradeSide.Buy,
        ["BID"] = TradeSide.Buy,
        ["COVER"] = TradeSide.Buy,
        ["BUY_TO_COVER"] = TradeSide.Buy,
        ["BUY_TO_OPEN"] = TradeSide.Buy,
        ["BUY_TO_CLOSE"] = TradeSide.Buy,
        ["OPEN_LONG"] = TradeSide.Buy,
        ["CLOSE_SHORT"] = TradeSide.Buy,
        ["BTC"] = TradeSide.Buy,
        ["BTO"] = TradeSide.Buy,
        ["1"] = TradeSide.Buy,
        ["SELL"] = TradeSide.Sell,
        ["SHORT"] = TradeSide.Sell,
        ["SLD"] = TradeSide.Sell,
        ["SOLD"] = TradeSide.Sell,
        ["S"] = TradeSide.Sell,
        ["ASK"] = TradeSide.Sell,
        ["SELL_SHORT"] = TradeSide.Sell,
        ["SELL_SHORT_EXEMPT"] = TradeSide.Sell,
        ["SSHORT"] = TradeSide.Sell,
        ["SS"] = TradeSide.Sell,
        ["SELL_TO_OPEN"] = TradeSide.Sell,
        ["SELL_TO_CLOSE"] = TradeSide.Sell,
        ["OPEN_SHORT"] = TradeSide.Sell,
        ["CLOSE_LONG"] = TradeSide.Sell,
        ["STC"] = TradeSide.Sell,
        ["STO"] = TradeSide.Sell,
        ["2"] = TradeSide.Sell,
        ["5"] = TradeSide.Sell,
        ["6"] = TradeSide.Sell,
    };

    private static readonly HashSet<string> ClosingWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "COVER", "BUY_TO_COVER", "BUY_TO_CLOSE", "CLOSE_SHORT", "BTC", "SELL_TO_CLOSE", "CLOSE_LONG", "STC",
    };

    /// <summary>Whether a word for a side says that a position is closed and none opened.</summary>
    public static bool OnlyCloses(string? word)
    {
        // Most sides are BUY or SELL, which cost no hash.
        if (word is null or { Length: < 3 or 4 })
            return false;
        return (word.Length > 3 || word[2] is 'C' or 'c') && ClosingWords.Contains(Written(word));
    }

    /// <summary>The side that a word means.</summary>
    public static TradeSide Of(string word)
    {
        if (Words.TryGetValue(word, out TradeSide side))
            return side;
        return Words.TryGetValue(Written(word), out side) ? side : TradeSide.Unknown;
    }

    private static string Written(string word) => word.Trim().Replace(' ', '_').Replace('-', '_');

    /// <summary>Whether a word says which way a position stands, and not which way a fill goes.</summary>
    public static bool IsOfPosition(string? word) =>
        string.Equals(word, "LONG", StringComparison.OrdinalIgnoreCase) || string.Equals(
            word, "SHORT", StringComparison.OrdinalIgnoreCase);

    /// <summary>The other side.</summary>
    public static TradeSide Opposite(TradeSide side) => side switch
    {
        TradeSide.Buy => TradeSide.Sell,
        TradeSide.Sell => TradeSide.Buy,
        _ => side,
    };

    /// <summary>Whether a fill of a side is an exit of a position that stands on a side.</summary>
    public static bool IsExit(TradeSide fill, TradeSide position) =>
        position is TradeSide.Buy or TradeSide.Sell && fill == Opposite(position);
}
