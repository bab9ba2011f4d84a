using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingLogging.Benchmarks.Forwarding;
using TradingLogging.Configuration;
using TradingLogging.Reports.Tests.Browser;

namespace TradingLogging.Benchmarks.Live;

/// <summary>What a dashboard costs, and how fast an event is on its page: a browser and 49 plain clients, one of which
/// does not read, before 1,000 events a second.</summary>
internal sealed class LiveReport : IDisposable
{
    private const int Seconds = 60;
    private const int SingleEvents = 40;
    private const int Block = 500;
    private const int Blocks = 40;

    // Runs in the page: how long after its writing each event stands in a frame that was painted.
    private const string Watch = """
        window.delays = [];
        new MutationObserver(changes => requestAnimationFrame(() => setTimeout(() => {
          const now = Date.now();
          for (const change of changes)
            for (const row of change.addedNodes) {
              const sent = /"sent_at": (\d+)/.exec(row.textContent);
              if (sent) window.delays.push(now - Number(sent[1]));
            }
        }))).observe(document.querySelector('#event-rows'), { childList: true });
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("tradinglogger-live-").FullName;
    private readonly StringBuilder _rows = new();

    /// <summary>Measures some minutes and writes its part of <c>docs/benchmarks.md</c>.</summary>
    public async Task WriteAsync()
    {
        string shown = Path.Combine(_directory, "shown");
        LoggerInstance watched = Open("watched", shown);
        LoggerInstance alone = Open("alone", Path.Combine(_directory, "alone"));
        Log(watched, 1);
        using Process dashboard = OwnProgram.Start(1, LiveProcesses.Dashboard, shown);
        string address = dashboard.StandardOutput.ReadLine()!;
        await using (Chromium chromium = await Chromium.StartAsync().ConfigureAwait(false))
        {
            using BrowserPage page = await chromium.OpenAsync().ConfigureAwait(false);
            await page.ShowAsync(address).ConfigureAwait(false);
            await page.UntilAsync("document.querySelector('#connection')?.textContent === 'Live'")
                .ConfigureAwait(false);
            await page.EvaluateAsync(Watch).ConfigureAwait(false);
            await MeasureSingleAsync(page, watched).ConfigureAwait(false);
            using Process clients = OwnProgram.Start(1, LiveProcesses.Clients, address);
            clients.StandardOutput.ReadLine();
            await MeasureStreamAsync(page, watched, dashboard).ConfigureAwait(false);
            MeasureWriter(watched, alone);
            clients.StandardInput.Close();
            await clients.WaitForExitAsync().ConfigureAwait(false);
        }

        dashboard.StandardInput.Close();
        await dashboard.WaitForExitAsync().ConfigureAwait(false);
        watched.Close();
        alone.Close();
        BenchmarkDocument.Replace(BenchmarkDocument.Live, _rows.ToString());
        Console.WriteLine(_rows);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static LoggerInstance Open(string name, string directory)
    {
        var instance = TradingLogger.GetInstance(name);
        instance.Initialize(new LoggingConfig { LogDirectory = directory, Console = false, PropagateTrades = false });
        return instance;
    }

    private async Task MeasureSingleAsync(BrowserPage page, LoggerInstance log)
    {
        for (int number = 0; number < SingleEvents; number++)
        {
            Log(log, 1);
            await Task.Delay(700 + (37 * number % 200)).ConfigureAwait(false);
        }

        Row("an event alone", await DelaysAsync(page).ConfigureAwait(false));
    }

    private async Task MeasureStreamAsync(BrowserPage page, LoggerInstance log, Process dashboard)
    {
        Pace(log, 10_000);
        await DelaysAsync(page).ConfigureAwait(false);
        (double memory, double processor) before = Ask(dashboard);
        Pace(log, Seconds * 1000);
        await Task.Delay(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        (double memory, double processor) after = Ask(dashboard);
        Row("1,000 events a second for a minute, 50 pages", await DelaysAsync(page).ConfigureAwait(false));
        _rows.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"In that minute the dashboard took {100 * (after.processor - before.processor) / Seconds:F0} % of a "
            + $"processor, and its memory went from {before.memory / 1048576:F1} to {after.memory / 1048576:F1} MB.");
    }

    // Blocks of calls to a log that is shown and to one that is not, in turns.
    private void MeasureWriter(LoggerInstance watched, LoggerInstance alone)
    {
        var ratios = new List<double>();
        Log(alone, Block);
        for (int block = 0; block < Blocks; block++)
            ratios.Add(Pace(watched, Block) / Pace(alone, Block));
        double[] sorted = [.. ratios.Order()];
        _rows.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"A call that writes to the log that is shown takes {sorted[Blocks / 2]:F3} times the processor time of "
            + $"one that writes to a log beside it, in the median of {Blocks} turns ({sorted[Blocks / 4]:F3} to "
            + $"{sorted[Blocks * 3 / 4]:F3} in half of them).");
    }

    private void Row(string what, double[] delays)
    {
        if (_rows.Length == 0)
        {
            _rows.AppendLine("| from the call to the painted page | events | median | 99 of 100 | longest |");
            _rows.AppendLine("|---|---|---|---|---|");
        }

        _rows.AppendLine(CultureInfo.InvariantCulture,
            $"| {what} | {delays.Length:N0} | {delays[delays.Length / 2]:F0} ms | "
            + $"{delays[delays.Length * 99 / 100]:F0} ms | {delays[^1]:F0} ms |");
    }

    private static async Task<double[]> DelaysAsync(BrowserPage page)
    {
        await Task.Delay(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        JsonElement delays = await page.EvaluateAsync("window.delays.splice(0)").ConfigureAwait(false);
        return [.. delays.EnumerateArray().Select(delay => delay.GetDouble()).Order()];
    }

    private static (double Memory, double Processor) Ask(Process dashboard)
    {
        dashboard.StandardInput.WriteLine();
        string[] answer = dashboard.StandardOutput.ReadLine()!.Split(' ');
        return (double.Parse(answer[0], CultureInfo.InvariantCulture), double.Parse(
            answer[1], CultureInfo.InvariantCulture));
    }

    // Writes one event a millisecond.
    private static double Pace(LoggerInstance log, int events)
    {
        var times = new List<double>(events);
        long start = Stopwatch.GetTimestamp();
        for (int number = 0; number < events; number++)
        {
            while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < number)
                Thread.Sleep(0);
            times.Add(Log(log, 1));
        }

        return times.Order().ElementAt(events / 2);
    }

    private static double Log(LoggerInstance log, int events)
    {
        long cpu = ThreadClock.Now;
        for (int number = 0; number < events; number++)
        {
            log.LogTrade("ORDER_FILLED", new Dictionary<string, object?>
            {
                ["symbol"] = "BTCUSDT",
                ["side"] = "BUY",
                ["quantity"] = 0.123m,
                ["price"] = 50000.5m,
                ["sent_at"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            });
        }

        return ThreadClock.Now - cpu;
    }
}
