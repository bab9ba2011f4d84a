using System.Globalization;
using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Findings;

namespace TradingLogging.Analytics.Statements;

/// <summary>Reads the numbers and times of a statement. What may be read in two ways is refused.</summary>
internal static class StatementValues
{
    private static readonly string[] TimeForms =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyyMMdd;HHmmss", "yyyy-MM-dd;HHmmss",
        "yyyyMMdd HH:mm:ss", "yyyy-MM-dd, HH:mm:ss",
    ];

    /// <summary>Reads a number and its unit, as Binance writes 0.10000000BTC; null for none.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static decimal? Number(string? text, TradeEventPlace place, out string? unit)
    {
        unit = null;
        if (text is null)
            return null;
        int end = text.Length;
        while (end > 0 && char.IsLetter(text[end - 1]))
            end--;
        unit = end < text.Length ? text.Substring(end) : null;
        // 1.5K is more than 1.5.
        if (unit?.Length != 1 && TryWithoutCommas(text.Substring(0, end), out string digits)
            && Amount.TryParse(digits, out Amount number))
        {
            return number.Value;
        }

        throw new InvalidDataException(
            $"{place}: '{text}' is no number of up to 28 digits, or its comma may be read in two ways.");
    }

    /// <summary>Refuses a quantity in money, and a price in other money than that of the symbol, if the symbol shows
    /// it.</summary>
    /// <exception cref="InvalidDataException">One is.</exception>
    public static void CheckUnits(string? symbol, string? ofQuantity, string? ofPrice, TradeEventPlace place)
    {
        string quote = Currencies.QuoteOf(symbol);
        if (quote.Length == 0)
            return;
        string pair = symbol!.ToUpperInvariant();
        if (ofQuantity?.ToUpperInvariant() is { } bought
            && (bought == quote ? !pair.StartsWith(bought, StringComparison.Ordinal) : !pair.Contains(bought)))
        {
            throw new InvalidDataException($"{place} has a quantity in {ofQuantity} of {symbol}, which is none of it.");
        }

        if (ofPrice is not null && !string.Equals(ofPrice, quote, StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"{place} has a price in {ofPrice}; prices of {symbol} are in {quote}.");
    }

    /// <summary>Reads a time; null for none.</summary>
    /// <exception cref="InvalidDataException">It is none, or has no date.</exception>
    public static DateTimeOffset? Time(string? text, bool isUniversal, TradeEventPlace place)
    {
        if (text is null)
            return null;
        DateTimeStyles styles = isUniversal ? DateTimeStyles.AssumeUniversal : DateTimeStyles.AssumeLocal;
        CultureInfo invariant = CultureInfo.InvariantCulture;
        if (DateTimeOffset.TryParseExact(text, TimeForms, invariant, styles, out DateTimeOffset exact))
            return exact;
        if (DateTime.TryParse(text, invariant, DateTimeStyles.NoCurrentDateDefault, out DateTime local)
            && local.Year == 1)
        {
            throw new InvalidDataException(
                $"{place}: '{text}' has no date. Two columns become one time by -Map @{{ time = 'Date', 'Time' }}.");
        }

        CheckDate(text, place);
        if (DateTimeOffset.TryParse(text, invariant, styles, out DateTimeOffset moment))
            return moment;
        throw new InvalidDataException(
            $"{place}: '{text}' is no time. Times are such as 2025-12-18 10:30:47, with or without an offset.");
    }

    // 03/04/2025 is a day of March or of April, and 10-11-12 one of three years. 12/18/2025 can only be of December,
    // and 12.5 has no year.
    private static void CheckDate(string text, TradeEventPlace place)
    {
        string[] parts = text.Split(' ', 'T', ',', ';')[0].Split('/', '-', '.');
        if (parts.Length is not (2 or 3) || !IsDayOrMonth(parts[0]) || !IsDayOrMonth(parts[1]))
            return;
        bool hasYear = parts.Length == 3 && parts[2].Length == 4;
        if (!hasYear || (parts[0] != parts[1] && IsMonth(parts[0]) && IsMonth(parts[1])))
        {
            throw new InvalidDataException(
                $"{place}: the date of '{text}' may be read in two ways. Write dates as 2025-12-18.");
        }
    }

    private static bool IsDayOrMonth(string part) =>
        part.Length is 1 or 2 && part.All(unit => unit is >= '0' and <= '9');

    private static bool IsMonth(string part) => int.Parse(part, CultureInfo.InvariantCulture) <= 12;

    // 1,234.5 and 1,234,567 have thousands, 101,01 has a decimal comma. 1,234 may be either, and is refused.
    private static bool TryWithoutCommas(string text, out string digits)
    {
        string[] groups = text.Split(',');
        digits = string.Concat(groups);
        if (groups.Length == 1)
            return true;

        string last = groups[groups.Length - 1];
        int point = last.IndexOf('.');
        bool hasPoint = point >= 0;
        bool areThousands = groups.Skip(1).Take(groups.Length - 2).All(group => group.Length == 3)
            && (hasPoint ? point : last.Length) == 3 && groups[0].Trim('-', ' ').Length is >= 1 and <= 3;
        if (areThousands)
            return hasPoint || groups.Length > 2;
        digits = groups[0] + "." + last;
        return groups.Length == 2 && !hasPoint;
    }
}
