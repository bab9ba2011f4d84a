using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Live;

/// <summary>A watch of alerts is killed again and again while a writer plants conditions, each an alert of its own, and
/// the receiver is down for a while.</summary>
/// <remarks>To repeat the random choices of a run: <c>TRADINGLOGGER_STORM_SEED=1 dotnet test
/// tests/TradingLogger.Resilience.Tests --filter FullyQualifiedName~KilledWatchTests --logger
/// "console;verbosity=detailed"</c>.</remarks>
public sealed class KilledWatchTests(ITestOutputHelper output)
{
    private const string Seed = "TRADINGLOGGER_STORM_SEED";

    // In which an alert that flaps is told twice at most.
    private static readonly TimeSpan FlapInterval = TimeSpan.FromMinutes(5);

    [Fact]
    public void Killed_twice_no_alert_is_lost_and_none_is_told_twice() =>
        Run(2, TimeSpan.FromMilliseconds(400), server: null);

    [Fact]
    [Trait("Category", "Long")]
    public void Killed_many_times_no_alert_is_lost_and_none_is_told_twice()
    {
        using AlertmanagerProcess? server = AlertmanagerProcess.StartIfThere();
        Run(25, TimeSpan.FromSeconds(2), server);
    }

    private void Run(int kills, TimeSpan window, AlertmanagerProcess? server)
    {
        int seed = Environment.GetEnvironmentVariable(Seed) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        using var directory = new TestDirectory();
        using var receiver = new AlertReceiver();
        using var writer = new WriterProcess(Jobs.Trades("w", directory, textLength: 60));
        writer.WaitUntilReady();
        var job = new WatchJob(directory.FullName, receiver.Uri, server?.Uri, window);
        int planted = 0;
        var started = Stopwatch.StartNew();
        // The first start tells nobody of what was over before it.
        using (var first = new WatchProcess(job))
        {
            first.WaitUntilReady();
            first.Finish();
        }

        int[] deaths = new int[3];
        for (int kill = 0; kill < kills; kill++)
            deaths[(int)Round(random, job, receiver, writer, ref planted)]++;
        using (var last = new WatchProcess(job))
        {
            last.WaitUntilReady();
            planted += Plant(writer, 2);
            WaitFor(() => Resolved(receiver.Alerts) == planted, () => $"{Resolved(receiver.Alerts)} of {planted}");
            if (server is not null)
                WaitFor(() => Resolved(server.Alerts) == planted, () => $"{Resolved(server.Alerts)} of {planted}");
            Assert.Equal(0, last.Finish());
        }

        Check(receiver, server, planted, kills, deaths, started.Elapsed);
    }

    private static Death Round(
        Random random, WatchJob job, AlertReceiver receiver, WriterProcess writer, ref int planted)
    {
        bool isDown = random.Next(8) == 0;
        if (isDown)
            receiver.Stop();
        planted += Plant(writer, random.Next(1, 6));
        using var watch = new WatchProcess(job);
        Death death = isDown ? Death.ReceiverDown : random.Next(2) == 0 ? Death.AtAnswer : Death.AtRandom;
        using var isDead = new ManualResetEventSlim();
        if (death == Death.AtAnswer)
        {
            // At the answer, or a moment behind it: before, between and behind answer and memory.
            TimeSpan delay = TimeSpan.FromMilliseconds(random.Next(4));
            receiver.Arrived = () => Task.Run(async () =>
            {
                await Task.Delay(delay);
                watch.Kill();
                isDead.Set();
            });
        }
        else
        {
            watch.WaitUntilReady();
        }

        planted += Plant(writer, random.Next(1, 6));
        if (death == Death.AtAnswer)
        {
            Assert.True(isDead.Wait(ChildProcess.Patience), "No message came.");
            receiver.Arrived = () => { };
        }
        else
        {
            Thread.Sleep(random.Next((int)job.Window.TotalMilliseconds));
            watch.Kill();
        }

        watch.WaitForEnd();
        if (isDown)
            receiver.Start();
        return death;
    }

    private void Check(
        AlertReceiver receiver, AlertmanagerProcess? server, int planted, int kills, int[] deaths, TimeSpan elapsed)
    {
        ReceivedAlert[] told = [.. receiver.Alerts.Where(alert => alert.Name == WatchJob.PlantedRule)];
        ILookup<string, ReceivedAlert> byEvent = told.ToLookup(alert => alert.Event!);
        Assert.Equal(planted, byEvent.Count);
        Assert.All(byEvent, one => Assert.Single(one.Select(alert => alert.Starts).Distinct()));
        Assert.All(byEvent, one => Assert.InRange(one.Select(alert => alert.Id).Distinct().Count(), 1, 2));
        Assert.All(byEvent, one => Assert.Contains(one, alert => alert.Status == "resolved"));
        int brief = byEvent.Count(one => one.All(alert => alert.Status == "resolved"));
        // What came twice came in a message that a kill kept from being remembered.
        int repeated = told.Length - told.Select(alert => alert.Id).Distinct().Count();
        int repeatedMessages = told.GroupBy(alert => alert.Id).SelectMany(one => one.Skip(1))
            .Select(alert => alert.Message).Distinct().Count();
        Assert.InRange(repeatedMessages, 0, kills);
        ReceivedAlert[] flaps = [.. receiver.Alerts.Where(alert => alert.Name == WatchJob.FlappingRule)];
        int flapping = flaps.Select(alert => alert.Id).Distinct().Count();
        Assert.InRange(flapping, 1, 2 * (1 + (int)(elapsed / FlapInterval)));
        string ofServer = "not there";
        if (server is not null)
        {
            ILookup<string, ReceivedAlert> heard = server.Alerts
                .Where(alert => alert.Name == WatchJob.PlantedRule).ToLookup(alert => alert.Event!);
            Assert.Equal(planted, heard.Count);
            Assert.All(heard, one => Assert.Equal(["firing", "resolved"], one.Select(alert => alert.Status)));
            ofServer = $"{heard.Count} firing and {heard.Count} resolved, 0 lost, 0 twice";
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kills} kills ({deaths[(int)Death.AtAnswer]} at an answer, {deaths[(int)Death.AtRandom]} at random, "
            + $"{deaths[(int)Death.ReceiverDown]} while the receiver was down) in {elapsed.TotalSeconds:0} s: "
            + $"{planted} alerts planted, 0 lost ({brief} told when they were over), {receiver.Messages} messages, "
            + $"{repeatedMessages} of them with {repeated} notifications again under the same ids; flapping alert: "
            + $"{flapping} notifications. By Alertmanager: {ofServer}."));
    }

    private static int Plant(WriterProcess writer, int events)
    {
        writer.Write(events);
        writer.WaitForSuccess();
        return events;
    }

    private static int Resolved(IEnumerable<ReceivedAlert> alerts) => alerts
        .Where(alert => alert is { Name: WatchJob.PlantedRule, Status: "resolved" })
        .Select(alert => alert.Event).Distinct().Count();

    private static void WaitFor(Func<bool> isSo, Func<string> state) => Assert.True(
        SpinWait.SpinUntil(
            () =>
            {
                Thread.Sleep(10);
                return isSo();
            },
            ChildProcess.Patience),
        $"Resolved alerts: {state()}.");

    private enum Death
    {
        AtAnswer,
        AtRandom,
        ReceiverDown,
    }

    private sealed class WatchProcess(WatchJob job)
        : ChildProcess([.. WriterProcess.Program, "watch", JsonSerializer.Serialize(job)])
    {
        public void WaitUntilReady() => WaitForLine("ready");
    }
}
