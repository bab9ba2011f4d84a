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
                WriteText(destination, writer => CsvEvents.Write(report.Events, writer));
                break;
            case TradeReportFormat.Json:
                WriteText(destination, writer => JsonEvents.Write(report.Events, writer));
                break;
            case TradeReportFormat.Parquet:
                ParquetEvents.Write(report.Events, destination);
                break;
            default:
                WriteText(destination, writer => writer.Write(HtmlPage.Of(report).ToString()));
                break;
        }
    }

    private static void WriteText(Stream destination, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(destination, Utf8, BufferSize, leaveOpen: true);
        write(writer);
    }
}
