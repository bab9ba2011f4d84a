using TradingLogging.Analytics.Findings;

namespace TradingLogging.Analytics.Statements;

/// <summary>A fill of the log, or a line of a statement.</summary>
public sealed record TradeFill
{
    /// <summary>Where it stands.</summary>
    public required TradeEventPlace Place { get; init; }

    /// <summary>When it happened; null when the statement does not say.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The id of the execution; null when it has none.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>The id of its order; null when it has none.</summary>
    public string? OrderId { get; init; }

    /// <summary>Further ids of its order.</summary>
    public IReadOnlyList<string> OtherOrderIds { get; init; } = [];

    /// <summary>Its symbol; null when it has none.</summary>
    public string? Symbol { get; init; }

    /// <summary>BUY or SELL; another word of a statement as it is; null when it is not known.</summary>
    public string? Side { get; init; }

    /// <summary>The quantity without sign; null when it is not known.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The price; null when it is not known.</summary>
    public decimal? Price { get; init; }

    /// <summary>What it cost; null when that is not known. A rebate is negative.</summary>
    public decimal? Fee { get; init; }

    /// <summary>The currency of the fee; null when it is not known.</summary>
    public string? FeeCurrency { get; init; }

    /// <summary>Further currencies that it has fees in: those are not in <see cref="Fee"/>.</summary>
    public IReadOnlyList<string> OtherFeeCurrencies { get; init; } = [];
}
