using System.Text.Json;
using TradingLogging.Forwarding;
using TradingLogging.Forwarding.Sources;

namespace TradingLogging.Resilience.Writer;

/// <summary>Forwards the events of a log until standard input ends, or until what is there is sent.</summary>
/// <remarks>Standard output: <c>ready</c> before the first event is sent; at the end <c>done</c> and the summary as
/// JSON, or <c>failed MESSAGE</c>. Warnings go to standard error.</remarks>
internal static class ForwardLoop
{
    public static int Run(ForwardJob job)
    {
        using var end = new CancellationTokenSource();
        if (!job.IsOnce)
            Task.Run(Console.In.ReadToEnd).ContinueWith(_ => end.Cancel(), TaskScheduler.Default);
        var options = new ForwarderOptions
        {
            LogDirectory = job.Directory,
            Name = job.Name,
            Uri = new Uri(job.Uri),
            Protocol = job.Protocol,
            BatchEvents = job.BatchEvents,
            Host = "host",
            Service = "service",
        };
        var forwarder = new EventForwarder(options, Console.Error.WriteLine)
        {
            OpenSource = (of, warn, deadLetter) =>
                new MortalSource(new TradeEventSource(of, warn, deadLetter), job.DiesAtCommit, job.DiesBefore),
        };
        Console.WriteLine("ready");
        try
        {
            ForwardSummary summary = job.IsOnce ? forwarder.SendOnce(end.Token) : forwarder.Follow(end.Token);
            Console.WriteLine("done " + JsonSerializer.Serialize(summary));
            return 0;
        }
        catch (IOException exception)
        {
            Console.WriteLine("failed " + exception.Message);
            return 1;
        }
    }

    /// <summary>Kills the process at a commit: the receiver has the batch, and whether that is remembered is the
    /// test's choice.</summary>
    private sealed class MortalSource(IEventSource inner, int diesAt, bool diesBefore) : IEventSource
    {
        private int _commits;

        public string? Unreadable => inner.Unreadable;

        public long Gaps => inner.Gaps;

        public bool TryRead(EventBatch batch, CancellationToken cancellation) => inner.TryRead(batch, cancellation);

        public void Commit()
        {
            bool dies = ++_commits == diesAt;
            if (dies && diesBefore)
                Die();
            inner.Commit();
            if (dies)
                Die();
        }

        public ForwardLag GetLag(CancellationToken cancellation) => inner.GetLag(cancellation);

        public void Dispose() => inner.Dispose();

        private static void Die()
        {
            using var self = System.Diagnostics.Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}

/// <summary>What a forwarder process sends, and when it dies.</summary>
/// <param name="Directory">The log directory.</param>
/// <param name="Name">The name of the forwarder.</param>
/// <param name="Uri">The receiver.</param>
/// <param name="Protocol">Its language.</param>
/// <param name="BatchEvents">How many events a request has at most.</param>
/// <param name="IsOnce">Whether it ends when what is there is sent.</param>
/// <param name="DiesAtCommit">Kills itself at the commit of this number, from 1; 0 for never.</param>
/// <param name="DiesBefore">Whether that is before the commit is on the disk, or after it.</param>
public sealed record ForwardJob(
    string Directory,
    string Name,
    string Uri,
    ForwardProtocol Protocol,
    int BatchEvents,
    bool IsOnce = false,
    int DiesAtCommit = 0,
    bool DiesBefore = false);
