using TradingLogging.Formatting;
using TradingLogging.Reading.Parsing;

namespace TradingLogging.Analytics.Facts;

/// <summary>What the names of lines mean, found once for all lines that have the same names in the same
/// order.</summary>
/// <param name="known">The meaning of each name.</param>
internal sealed class PlainNames(TextCache<MemberName> known)
{
    // Names that come only once are not worth it.
    private static readonly Meanings Unknown = new(null);

    /// <summary>The meanings of the names of a line.</summary>
    /// <returns>Null where they have to be looked up one by one: they may mean the same, or are new.</returns>
    public MemberName[]? Of(MemberPath path)
    {
        if (path.Prepared is Meanings found && found != Unknown)
            return found.Names;
        path.Prepared = path.Prepared is null ? Unknown : new Meanings(Find(path));
        return null;
    }

    private MemberName[]? Find(MemberPath path)
    {
        MemberName[] names = [.. path.Names().Select(name => known.Of(name, isEscaped: false))];
        MemberName[] envelope =
        [
            known.Of(TradeLineFormat.TimestampName, isEscaped: false),
            known.Of(TradeLineFormat.ActionName, isEscaped: false),
        ];
        bool isRepeated = names.Concat(envelope)
            .GroupBy(name => name.Name, StringComparer.OrdinalIgnoreCase)
            .Any(same => same.Count() > 1);
        return isRepeated || envelope.Any(name => name.Field != MemberField.None) ? null : names;
    }

    private sealed class Meanings(MemberName[]? names)
    {
        public MemberName[]? Names => names;
    }
}
