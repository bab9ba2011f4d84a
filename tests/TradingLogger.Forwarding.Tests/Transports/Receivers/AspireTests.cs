using System.Text;
using System.Text.Json;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Reading;
using TradingLogging.Reports.Tests.Browser;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Receivers;

public sealed class AspireTests
{
    // Where a picture of its page goes; see CONTRIBUTING.md.
    private const string PictureVariable = "TRADINGLOGGER_ASPIRE_PICTURE";

    [Theory]
    [InlineData(ForwardProtocol.Otlp)]
    [InlineData(ForwardProtocol.OtlpJson)]
    public async Task Events_arrive_with_body_attributes_id_time_and_name(ForwardProtocol protocol)
    {
        const string fillLine =
            """{"action": "FILL", "level": "ERROR", "legs": [{"n": 1}, null], "text": "é \ud800"}""";
        using AspireDashboard aspire = await AspireDashboard.StartAsync();

        Assert.IsType<DeliveryResult.Accepted>(await SentEvents.SendAsync(
            SentEvents.To(aspire.Logs, protocol), Batches.Of(SentEvents.Order, fillLine)));

        List<JsonElement> records = await aspire.RecordsAsync();
        JsonElement order = records.Single(record => EventName(record) == "ORDER_PLACED");
        Assert.Equal(SentEvents.Order, order.GetProperty("body").GetProperty("stringValue").GetString());
        Dictionary<string, string> attributes = Attributes(order);
        Assert.Equal("id-0", attributes["log.record.uid"]);
        Assert.Equal("trades.log", attributes["log.file.name"]);
        Assert.Equal("BTCUSDT", attributes["symbol"]);
        Assert.Equal("0.5", attributes["quantity"]);
        Assert.Equal("43250.1", attributes["price"]);
        Assert.Equal("12345678901", attributes["order_id"]);
        Assert.Equal("true", attributes["is_maker"]);
        Assert.Equal("1795771845123456000", order.GetProperty("timeUnixNano").GetString());
        Assert.Equal(9, order.GetProperty("severityNumber").GetInt32());
        JsonElement fill = records.Single(record => EventName(record) == "FILL");
        Assert.Equal(17, fill.GetProperty("severityNumber").GetInt32());
        Assert.Equal("é \ufffd", Attributes(fill)["text"]);
        Assert.Contains("\"n\"", Attributes(fill)["legs"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_knows_no_gzip_and_is_sent_the_same_without()
    {
        using AspireDashboard aspire = await AspireDashboard.StartAsync();
        ForwarderOptions options = SentEvents.To(aspire.Logs) with { Compression = ForwardCompression.Gzip };

        Assert.IsType<DeliveryResult.Refused>(await SentEvents.SendAsync(options));
        Assert.Empty(await aspire.RecordsAsync());
        Assert.IsType<DeliveryResult.Accepted>(await SentEvents.SendAsync(options, mayCompress: false));
        Assert.Single(await aspire.RecordsAsync());
    }

    [Fact]
    public async Task It_can_be_tested_without_an_event()
    {
        using AspireDashboard aspire = await AspireDashboard.StartAsync();
        using IEventTransport transport = EventTransport.Create(SentEvents.To(aspire.Logs));
        using IEventTransport wrong = EventTransport.Create(SentEvents.To(new Uri(aspire.Logs, "/v1/nothing")));
        CancellationToken never = TestContext.Current.CancellationToken;

        Assert.IsType<DeliveryResult.Accepted>(await transport.TestAsync(never));
        Assert.IsType<DeliveryResult.Held>(await wrong.TestAsync(never));
        Assert.Empty(await aspire.RecordsAsync());
    }

    [Fact]
    public async Task Its_page_shows_the_events()
    {
        Assert.SkipWhen(Chromium.Path is null, "There is no Chromium on this machine.");
        using AspireDashboard aspire = await AspireDashboard.StartAsync();
        EventBatch batch = TradingDay();
        Assert.IsType<DeliveryResult.Accepted>(await SentEvents.SendAsync(SentEvents.To(aspire.Logs), batch));
        await using Chromium browser = await Chromium.StartAsync();
        using BrowserPage page = await browser.OpenAsync();
        _ = await page.PictureAsync(1500, 820);
        await page.ShowAsync(new Uri(aspire.Pages, "structuredlogs").AbsoluteUri);
        string text = "";
        for (int tries = 0; tries < 600 && !text.Contains("ORDER_FILLED", StringComparison.Ordinal); tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            text = (await page.EvaluateAsync("document.body.innerText")).GetString() ?? "";
        }

        Assert.Contains("ORDER_FILLED", text, StringComparison.Ordinal);
        await OpenDetailsAsync(page);
        byte[] picture = await page.PictureAsync(1500, 820);
        if (Environment.GetEnvironmentVariable(PictureVariable) is { Length: > 0 } path)
            await File.WriteAllBytesAsync(path, picture, TestContext.Current.CancellationToken);
    }

    // The attributes of an event, by its row.
    private static async Task OpenDetailsAsync(BrowserPage page)
    {
        string text = "";
        for (int tries = 0; tries < 300 && !text.Contains("log.record.uid", StringComparison.Ordinal); tries++)
        {
            if (tries % 50 == 0)
            {
                await page.EvaluateAsync(
                    "[...document.querySelectorAll('tr')].filter(row => row.innerText.includes('FILLED'))[1].click()");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            text = (await page.EvaluateAsync("document.body.innerText")).GetString() ?? "";
        }

        Assert.Contains("log.record.uid", text, StringComparison.Ordinal);
    }

    private static EventBatch TradingDay()
    {
        var batch = new EventBatch();
        string[] actions = ["ORDER_PLACED", "ORDER_FILLED", "POSITION_OPENED", "STOP_MOVED", "POSITION_CLOSED"];
        for (int index = 0; index < 20; index++)
        {
            string level = index % 7 == 6 ? ", \"level\": \"WARNING\"" : "";
            string line = "{"
                + $"\"timestamp\": \"2026-11-27T10:30:{index + 10}.123456+01:00\", "
                + $"\"action\": \"{actions[index % 5]}\", "
                + $"\"symbol\": \"BTCUSDT\", \"quantity\": 0.5, \"price\": {43250 + (index * 3)}.25{level}}}";
            batch.Add(
                Encoding.UTF8.GetBytes(line),
                Encoding.ASCII.GetBytes($"6f1d2c-{index}"),
                new LogLocation("/logs/trades.log", index + 1, index * 100));
        }

        return batch;
    }

    private static string? EventName(JsonElement record) =>
        record.TryGetProperty("eventName", out JsonElement name) ? name.GetString() : null;

    private static Dictionary<string, string> Attributes(JsonElement record) => record.GetProperty("attributes")
        .EnumerateArray()
        .ToDictionary(
            attribute => attribute.GetProperty("key").GetString()!,
            attribute => attribute.GetProperty("value").GetProperty("stringValue").GetString()!);
}
