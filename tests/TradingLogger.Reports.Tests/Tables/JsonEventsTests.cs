using System.Text.Json;
using TradingLogging.Analytics.Reports;
using Xunit;

namespace TradingLogging.Reports.Tests.Tables;

public sealed class JsonEventsTests
{
    [Fact]
    public void Every_event_stands_in_the_array_as_it_stands_in_the_log()
    {
        using JsonDocument document = JsonDocument.Parse(
            TradeDay.Write(TradeDay.Report(TradeDay.Faulty), TradeReportFormat.Json));

        Assert.Equal(
            TradeDay.Faulty.Select(tradeEvent => tradeEvent.ToString()),
            document.RootElement.EnumerateArray().Select(element => element.GetRawText()));
    }

    [Fact]
    public void Nothing_is_an_empty_array() =>
        Assert.Equal("[\n]\n", TradeDay.Text(TradeDay.Report([]), TradeReportFormat.Json));
}
