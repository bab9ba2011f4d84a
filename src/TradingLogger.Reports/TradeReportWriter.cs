using System.Text;
using TradingLogging.Analytics.Reports;
using TradingLogging.Reports.Html;
using TradingLogging.Reports.Tables;

namespace TradingLogging.Reports;

/// <summary>Writes trade reports in every format.</summary>
public sealed class TradeReportWriter : ITradeReportWriter
{
    private const int BufferSize = 1 << 16;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Write(TradeReport report, TradeReportFormat format, Stream destination)
    {
        switch (format)
        {
            case TradeReportFormat.Csv:
                CsvEvents.Write(report.Events, destination);
                break;
            case TradeReportFormat.Json:
                JsonEvents.Write(report.Events, destination);
                break;
            case TradeReportFormat.Parquet:
                ParquetEvents.Write(report.Events, destination);
                break;
            default:
                WritePage(HtmlPage.Of(report).ToString(), destination);
                break;
        }
    }

    private static void WritePage(string page, Stream destination)
    {
        using var writer = new StreamWriter(destination, Utf8, BufferSize, leaveOpen: true);
        writer.Write(page);
    }
}
