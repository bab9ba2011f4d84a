namespace TradingLogging.Analytics.Reports;

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
