using TradingLogging.Analytics.Facts;
using TradingLogging.Analytics.Figures;
using TradingLogging.Analytics.Findings;
using TradingLogging.Analytics.Ledger;

namespace TradingLogging.Analytics;

// For who watches trading as it happens: each change, when it is made.
public sealed partial class TradeActivityMeter
{
    /// <summary>Hears of each event before it is booked.</summary>
    internal Action<TradeFact>? Taking { private get; init; }

    /// <summary>Hears of each pnl before fees, with its currency, as it is counted first.</summary>
    internal Action<string, decimal>? TradeBooked { init => _book.TradeBooked = value; }

    /// <summary>Hears of each change of a net pnl: where it is counted, and in which currency.</summary>
    internal Action<FigureSums, string>? Booked { init => _book.Booked = value; }

    /// <summary>Hears of each finding when it is made; of one that is not kept, of its kind alone.</summary>
    internal Action<TradeFindingKind, TradeFinding?>? Found { init => _findings.Found = value; }

    /// <summary>The event that was added last by itself, with what is known of its order.</summary>
    internal TradeFact LastFact => _fact;

    /// <summary>The orders, fills and positions.</summary>
    internal TradeLedger Ledger => _ledger;

    /// <summary>What does not reconcile as long as nothing more comes, beside what was found when events were
    /// added.</summary>
    internal IReadOnlyList<TradeFinding> FindAtEnd()
    {
        var findings = new TradeFindings();
        new LedgerEnd(_ledger, findings).Tell();
        return findings.Kept;
    }
}
