using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;

namespace TradingLogging.Analytics.Positions;

/// <summary>Tells where two spellings of a symbol, an account or a venue make two positions of what may be one. It is
/// asked when a symbol gets its first position in an account, so that other events cost nothing.</summary>
internal sealed class SpellingChecks(TradeFindings findings)
{
    private static readonly char[] Separators = ['/', '-', '_', '.', ' '];

    private readonly Dictionary<string, List<SymbolBook>> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Adds the positions of a symbol in an account, and tells if another spelling of it has some.</summary>
    public void Add(SymbolBook made, TradeFact fact)
    {
        string key = KeyOf(made.Symbol);
        if (!_known.TryGetValue(key, out List<SymbolBook>? books))
            _known[key] = books = [];
        if (books.Find(book => IsSame(book.Account, made.Account) && IsSame(book.Venue, made.Venue)) is { } other)
        {
            findings.Add(
                TradeFindingKind.Ambiguous,
                fact,
                made.Symbol == other.Symbol && (made.Account is null != other.Account is null
                    || made.Venue is null != other.Venue is null)
                    ? $"Some events name {NameOf(made)}, some {NameOf(other)}. They count as two."
                    : $"{NameOf(made)} may be {NameOf(other)}, spelled in another way. They count as two.");
        }

        books.Add(made);
    }

    /// <summary>Tells, once, if the symbol of an event is another spelling of one that has positions.</summary>
    public void Tell(TradeFact fact)
    {
        if (_told.Count >= TradeActivityLimits.Groups || !_told.Add(fact.Symbol!)
            || !_known.TryGetValue(KeyOf(fact.Symbol), out List<SymbolBook>? books)
            || books.Find(book => IsSame(book.Account, fact.Account) && IsSame(book.Venue, fact.Venue)) is not
            { } known)
        {
            return;
        }

        findings.Add(
            TradeFindingKind.Ambiguous,
            fact,
            $"{fact.Symbol} may be {NameOf(known)}, spelled in another way. What it costs counts apart.");
    }

    /// <summary>Forgets positions.</summary>
    public void Remove(SymbolBook book)
    {
        string key = KeyOf(book.Symbol);
        if (_known.TryGetValue(key, out List<SymbolBook>? books) && books.Remove(book) && books.Count == 0)
            _known.Remove(key);
    }

    /// <summary>Whether two names are one but for case and separators.</summary>
    public static bool IsSpelledAs(string? one, string? other) => KeyOf(one) == KeyOf(other);

    // What is named by some events only is not known to be another one.
    private static bool IsSame(string? one, string? other) =>
        one is null || other is null || IsSpelledAs(one, other);

    private static string KeyOf(string? name) =>
        name is null ? "" : string.Concat(name.Split(Separators)).ToUpperInvariant();

    private static string NameOf(SymbolBook book) => string.Join(
        " of ", new[] { book.Symbol ?? "(no symbol)", book.Account, book.Venue }.OfType<string>());
}
