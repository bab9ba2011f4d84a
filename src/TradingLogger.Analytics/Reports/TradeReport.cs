using TradingLogging.Analytics.Statements;
using TradingLogging.Reading;

namespace TradingLogging.Analytics.Reports;

/// <summary>What a trade report is made of.</summary>
public sealed record TradeReport
{
    /// <summary>The figures. <see cref="TradeReportFormat.Html"/> shows them.</summary>
    public required TradeActivity Activity { get; init; }

    /// <summary>The events. All formats but <see cref="TradeReportFormat.Html"/> write them; it enumerates them twice,
    /// first to learn the members, and must get the same each time.</summary>
    public required IEnumerable<TradeEvent> Events { get; init; }

    /// <summary>The heading; null for the days of the events.</summary>
    public string? Title { get; init; }

    /// <summary>A comparison with a statement, which <see cref="TradeReportFormat.Html"/> shows; null for
    /// none.</summary>
    public TradeStatementComparison? Statement { get; init; }

    /// <summary>Where the events come from, for people: a directory, or files.</summary>
    public string Source { get; init; } = "";
}

/// <summary>What a trade report is written as.</summary>
public enum TradeReportFormat
{
    /// <summary>One page that shows the figures of the log, needs nothing else and runs offline.</summary>
    Html,

    /// <summary>The events as comma-separated values, one column for each member.</summary>
    Csv,

    /// <summary>The events as one JSON array, each as it stands in the log.</summary>
    Json,

    /// <summary>The events as a Parquet file, one column for each member. On .NET 10 only.</summary>
    Parquet,
}

/// <summary>Writes trade reports. The implementation stands in an assembly of its own, which is loaded when a report is
/// written and not before.</summary>
public interface ITradeReportWriter
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="format">What it is written as.</param>
    /// <param name="destination">Where its bytes go; stays open.</param>
    /// <exception cref="NotSupportedException">The format does not exist on this version of .NET.</exception>
    /// <exception cref="InvalidDataException">The events cannot be written in this format; the message says
    /// why.</exception>
    /// <exception cref="IOException">The destination cannot be written to.</exception>
    void Write(TradeReport report, TradeReportFormat format, Stream destination);
}
