namespace TradingLogging.Analytics.Positions;

/// <summary>When a contract of a symbol is worth so many dollars, whatever its price, and is settled in what it is a
/// price of.</summary>
internal enum InverseContract
{
    /// <summary>Nothing shows it.</summary>
    Never,

    /// <summary>Its name shows it.</summary>
    Always,

    /// <summary>Its name is that of a pair elsewhere: only the venue shows it.</summary>
    AtSomeVenues,

    /// <summary>Its name shows it, but for venues that trade a pair under it.</summary>
    ButAtSpotVenues,
}

/// <summary>Knows inverse contracts by the names that venues give them.</summary>
internal static class InverseContracts
{
    private const string Dollar = "USD";
    private const int MonthLength = 3;
    private const int YearLength = 2;
    private const int DateLength = 6;

    // Deribit settles these in coins; all others, and those in USDC, have an underscore.
    private static readonly string[] CoinsOfDeribit = ["BTC", "ETH", "SOL"];

    // The months of futures, and those in dates of Deribit.
    private const string MonthCodes = "FGHJKMNQUVXZ";

    private static readonly string[] Months =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    // PI_ and FI_ are inverse at Kraken Futures, PF_ and FF_ are linear; _DMCBL and USDM are of Bitget and KuCoin.
    private static readonly string[] Beginnings = ["PI_", "FI_"];

    private static readonly string[] VenuesOfInverse = ["bybit", "phemex", "huobi", "htx"];

    private static readonly string[] VenuesOfPairs = ["kraken"];

    /// <summary>What the name of a symbol shows.</summary>
    public static InverseContract Of(string symbol)
    {
        string name = symbol.ToUpperInvariant();
        if (name.Contains(':'))
            return IsSettledInBase(name) ? InverseContract.Always : InverseContract.Never;
        if (Beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal))
            || name.EndsWith("_DMCBL", StringComparison.Ordinal) || IsOfBinance(name) || IsOfOkx(name)
            || IsOfDeribit(name) || IsOfKucoin(name) || IsFutureOfBitmex(name))
        {
            return InverseContract.Always;
        }

        if (name == "XBTUSD")
            return InverseContract.ButAtSpotVenues;
        return name.EndsWith(Dollar, StringComparison.Ordinal) ? InverseContract.AtSomeVenues : InverseContract.Never;
    }

    /// <summary>Whether a contract is inverse at a venue.</summary>
    /// <param name="contract">What its name shows.</param>
    /// <param name="venue">The venue; null when it is not known.</param>
    public static bool IsAt(this InverseContract contract, string? venue) => contract switch
    {
        InverseContract.Never => false,
        InverseContract.Always => true,
        InverseContract.AtSomeVenues => venue is not null && IsOneOf(venue, VenuesOfInverse),
        _ => venue is null || !IsOneOf(venue, VenuesOfPairs)
            || venue.Contains("fut", StringComparison.OrdinalIgnoreCase),
    };

    private static bool IsOneOf(string venue, string[] names) =>
        Array.Exists(names, name => venue.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    // ccxt writes BTC/USD:BTC, and BTC/USD:BTC-250627 for a future.
    private static bool IsSettledInBase(string name)
    {
        int slash = name.IndexOf('/');
        return slash > 0 && name[(name.IndexOf(':') + 1)..].Split('-')[0] == name[..slash];
    }

    // BTCUSD_PERP and BTCUSD_260327.
    private static bool IsOfBinance(string name)
    {
        int border = name.IndexOf("USD_", StringComparison.Ordinal);
        string term = border > 0 ? name[(border + 4)..] : "";
        return term == "PERP" || IsDate(term);
    }

    // BTC-USD-SWAP and BTC-USD-250627; options follow with a strike price.
    private static bool IsOfOkx(string name)
    {
        string[] parts = name.Split('-');
        return parts.Length > 2 && parts[1] == Dollar && (parts[2] == "SWAP" || IsDate(parts[2]));
    }

    // BTC-PERPETUAL and BTC-27JUN25.
    private static bool IsOfDeribit(string name)
    {
        string[] parts = name.Split('-');
        return parts.Length == 2 && CoinsOfDeribit.Contains(parts[0])
            && (parts[1] == "PERPETUAL" || IsDateOfDeribit(parts[1]));
    }

    private static bool IsDateOfDeribit(string date)
    {
        int month = date.Length - MonthLength - YearLength;
        return month is 1 or 2 && Months.Contains(date.Substring(month, MonthLength))
            && date.Remove(month, MonthLength).All(char.IsDigit);
    }

    // XBTUSDM and ETHUSDM; XBTUSDTM is linear.
    private static bool IsOfKucoin(string name) =>
        name.Length is 7 or 8 && name.EndsWith("USDM", StringComparison.Ordinal) && name.All(char.IsLetter);

    // XBTM25.
    private static bool IsFutureOfBitmex(string name) => name is ['X', 'B', 'T', var month, var tens, var units]
        && MonthCodes.Contains(month) && char.IsDigit(tens) && char.IsDigit(units);

    private static bool IsDate(string text) => text.Length == DateLength && text.All(char.IsDigit);
}
