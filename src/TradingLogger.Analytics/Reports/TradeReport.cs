using TradingLogging.Analytics.Statements;
using TradingLogging.Reading;

namespace TradingLogging.Analytics.Reports;

/// <summary>What a trade report is made of.</summary>
public sealed record TradeReport
{
    /// <summary>The figures. <see cref="TradeReportFormat.Html"/> shows them.</summary>
    public required TradeActivity Activity { get; init; }

    /// <summary>The events. All formats but <see cref="TradeReportFormat.Html"/> write them; it enumerates them twice,
    /// first to
    /// learn the members, and must get the same each time.</summary>
    public required IEnumerable<TradeEvent> Events { get; init; }

    /// <summary>The heading; null for the days of the events.</summary>
    public string? Title { get; init; }

    /// <summary>A comparison with a statement, which <see cref="TradeReportFormat.Html"/> shows; null for
    /// none.</summary>
    public TradeStatementComparison? Statement { get; init; }

    /// <summary>Where the events come from, for people: a directory, or files.</summary>
    public string Source { get; init; } = "";
}
