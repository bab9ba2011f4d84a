using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TradingLogging.Configuration;
using TradingLogging.Resilience.Writer;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Receivers;

public sealed class ClickHouseKillTests(ITestOutputHelper output)
{
    private const int Events = 100_000;
    private const int Kills = 20;
    private const int BatchEvents = 1000;
    private const int BatchOfWriter = 500;

    [Fact]
    [Trait("Category", "Long")]
    public async Task Events_that_were_sent_while_the_forwarder_is_killed_are_each_one_row()
    {
        using ClickHouseServer server = await ClickHouseServer.StartAsync();
        // So that each row that came stays to be counted.
        await server.QueryAsync("SYSTEM STOP MERGES");
        using var folder = new LogFolder();
        Write(folder.FullName);
        ForwarderOptions options = SentEvents.To(server.Events, ForwardProtocol.Ndjson) with
        {
            LogDirectory = folder.FullName,
            BatchEvents = BatchEvents,
        };
        var random = new Random(20);

        for (int kill = 1; kill <= Kills; kill++)
        {
            int rows = (kill * (Events / (Kills + 2))) + random.Next(BatchEvents);
            using Process sender = Start(options, isOnce: false);
            while (await RowsAsync(server) < rows)
                Assert.False(sender.HasExited, "The forwarder ended by itself.");
            await Task.Delay(random.Next(20), TestContext.Current.CancellationToken);
            sender.Kill();
            await sender.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using Process last = Start(options, isOnce: true);
        string said = await last.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string warned = await last.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await last.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(last.ExitCode == 0, said);
        Assert.Empty(warned);
        long sent = await RowsAsync(server);
        output.WriteLine($"{Kills} kills: {sent - Events} of {Events} events came twice.");
        Assert.Equal(
            $"{Events}\t{Events}\t{Events}\t{Events * (Events - 1L) / 2}\t{Events}.0000000000000000000000\n",
            await server.QueryAsync(
                "SELECT count(), uniqExact(_event_id), uniqExact(order_id), toUInt64(sum(quantity)), sum(price * 2)"
                + " FROM trade_events FINAL"));
        Assert.InRange(sent, Events, Events + (Kills * BatchEvents));
    }

    private static async Task<long> RowsAsync(ClickHouseServer server) => long.Parse(
        await server.QueryAsync("SELECT count() FROM trade_events"), CultureInfo.InvariantCulture);

    private static void Write(string directory)
    {
        LoggerInstance log = TradingLogger.GetInstance("clickhouse-kill");
        log.Initialize(new LoggingConfig { LogDirectory = directory, Console = false });
        try
        {
            for (int first = 0; first < Events; first += BatchOfWriter)
            {
                log.LogTrades("ORDER_FILLED", Enumerable.Range(first, BatchOfWriter).Select(
                    number => new { order_id = $"o-{number}", quantity = number, price = 0.5m, symbol = "BTCUSDT" }));
            }
        }
        finally
        {
            log.Close();
        }
    }

    private static Process Start(ForwarderOptions options, bool isOnce)
    {
        var job = new ForwardJob(
            options.LogDirectory, options.Name, options.Uri.AbsoluteUri, options.Protocol, options.BatchEvents, isOnce);
        string program = Path.Combine(AppContext.BaseDirectory, "TradingLogger.Resilience.Writer.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, "forward", JsonSerializer.Serialize(job)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = isOnce,
        })!;
    }
}
