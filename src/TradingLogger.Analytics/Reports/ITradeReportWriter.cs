namespace TradingLogging.Analytics.Reports;

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
