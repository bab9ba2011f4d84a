namespace TradingLogging.Analytics.Facts;

/// <summary>Knows in which currency a symbol is quoted, by its ending.</summary>
internal static class Currencies
{
    // Longer endings first: BTCFDUSD is quoted in FDUSD, not in USD.
    private static readonly string[] Endings =
    [
        "FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USDP", "USDE", "DAI", "USD", "EUR", "GBP", "JPY", "CHF", "AUD",
            "CAD", "NZD", "CNH",
        "CNY", "HKD", "SGD", "SEK", "NOK", "DKK", "PLN", "TRY", "BRL", "MXN", "ZAR", "INR", "KRW", "BTC", "ETH", "BNB",
    ];

    // DOTUSD is DOT in USD and BTCTUSD is BTC in TUSD. Where neither half is known, nobody can tell.
    private static readonly string[] AmbiguousEndings = ["TUSD", "BUSD"];

    private static readonly HashSet<string> InDollars = new(StringComparer.Ordinal)
    {
        "XBT", "DOT", "USDT", "BAT", "APT", "GRT", "QNT", "BNB", "SHIB", "ARB",
    };

    private static readonly HashSet<string> InStablecoins = new(StringComparer.Ordinal)
    {
        "BTC", "ETH", "BNB", "XRP", "SOL", "ADA", "DOGE", "LTC", "LINK", "DOT", "BCH", "TRX", "AVAX", "MATIC", "UNI",
        "ATOM", "USDC", "USDT",
    };

    private static readonly char[] Separators = ['/', '-', '_', ':'];

    /// <summary>The currency of a symbol's prices; empty when the symbol does not show it.</summary>
    public static string QuoteOf(string? symbol)
    {
        if (string.IsNullOrEmpty(symbol))
            return "";

        // ccxt writes BTC/USDT:USDT for a contract that settles in USDT.
        string pair = symbol!.Split(':')[0].ToUpperInvariant();
        int separator = pair.IndexOfAny(Separators);
        if (separator > 0)
        {
            string last = pair.Split(Separators)[1];
            return Array.IndexOf(Endings, last) >= 0 ? last : "";
        }

        foreach (string ending in Endings)
        {
            if (pair.Length > ending.Length + 1 && pair.EndsWith(ending, StringComparison.Ordinal))
                return Array.IndexOf(AmbiguousEndings, ending) >= 0 ? StableOrDollar(pair, ending) : ending;
        }

        return "";
    }

    private static string StableOrDollar(string pair, string ending)
    {
        if (InDollars.Contains(pair[..^3]))
            return "USD";
        return InStablecoins.Contains(pair[..^ending.Length]) ? ending : "";
    }

    /// <summary>A currency as it is compared.</summary>
    public static string Normalise(string currency) => currency.Trim().ToUpperInvariant();
}
