using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;

namespace TradingLogging.Resilience.Writer;

/// <summary>Tells receivers of alerts until standard input ends: one alert for each event that a writer writes, and one
/// that fires and is over again and again.</summary>
/// <remarks>Standard output: <c>ready</c> when the log was read to its end; at the end <c>done</c>, or <c>failed
/// MESSAGE</c>. Warnings go to standard error.</remarks>
internal static class WatchLoop
{
    public static int Run(WatchJob job)
    {
        using var end = new CancellationTokenSource();
        Task.Run(Console.In.ReadToEnd).ContinueWith(_ => end.Cancel(), TaskScheduler.Default);
        var options = new AlertWatchOptions
        {
            LogDirectory = job.Directory,
            Webhooks = [new Uri(job.Webhook)],
            Alertmanagers = job.Alertmanager is null ? [] : [new Uri(job.Alertmanager)],
            Rules =
            [
                new AlertRule
                {
                    Name = WatchJob.PlantedRule,
                    Kind = AlertRuleKind.Count,
                    Action = [TestEvent.Action],
                    Window = job.Window,
                    GroupBy = [TestEvent.Member],
                },
                new AlertRule
                {
                    Name = WatchJob.FlappingRule,
                    Kind = AlertRuleKind.Count,
                    Action = [TestEvent.Action],
                    Window = job.Window / 4,
                },
            ],
        };
        bool isReady = false;
        void TellReady()
        {
            if (!isReady)
                Console.WriteLine("ready");
            isReady = true;
        }

        var watch = new AlertWatch(options, warn: Console.Error.WriteLine)
        {
            Lateness = job.Window / 4,
            GroupWait = TimeSpan.FromMilliseconds(20),
            Looked = _ => TellReady(),
        };
        try
        {
            watch.Follow(end.Token);
            Console.WriteLine("done");
            return 0;
        }
        catch (IOException exception)
        {
            Console.WriteLine("failed " + exception.Message);
            return 1;
        }
    }
}

/// <summary>What a process that watches alerts does.</summary>
/// <param name="Directory">The log directory.</param>
/// <param name="Webhook">The receiver.</param>
/// <param name="Alertmanager">A further receiver; null for none.</param>
/// <param name="Window">How long each planted condition lasts.</param>
public sealed record WatchJob(string Directory, string Webhook, string? Alertmanager, TimeSpan Window)
{
    /// <summary>The rule that has an alert for each event.</summary>
    public const string PlantedRule = "Planted";

    /// <summary>The rule that has one alert, which flaps.</summary>
    public const string FlappingRule = "Flapping";
}
