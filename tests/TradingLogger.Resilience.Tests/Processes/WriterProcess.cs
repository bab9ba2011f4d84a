using System.Globalization;
using System.Text.Json;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>A process that writes events when it is told to.</summary>
internal sealed class WriterProcess : ChildProcess
{
    private readonly object _gate = new();
    private readonly List<int> _acknowledged = [];
    private long _acknowledgedAt;
    private bool _hasEnded;

    /// <param name="job">What it writes.</param>
    /// <param name="launcher">Commands in front of it, such as one that changes the user.</param>
    /// <param name="environment">Variables to set.</param>
    public WriterProcess(
        WriterJob job,
        IEnumerable<string>? launcher = null,
        IReadOnlyDictionary<string, string>? environment = null)
        : base([.. launcher ?? [], .. Program, "write", JsonSerializer.Serialize(job)], environment)
    {
        Job = job;
    }

    /// <summary>The command that starts the program.</summary>
    public static IReadOnlyList<string> Program { get; } =
        ["dotnet", Path.Combine(AppContext.BaseDirectory, "TradingLogger.Resilience.Writer.dll")];

    public WriterJob Job { get; }

    /// <summary>The numbers of the events that it has acknowledged.</summary>
    public IReadOnlyList<int> Acknowledged
    {
        get
        {
            lock (_gate)
                return [.. _acknowledged];
        }
    }

    /// <summary>The machine's monotonic time when the last acknowledged call had returned.</summary>
    public long AcknowledgedAt
    {
        get
        {
            lock (_gate)
                return _acknowledgedAt;
        }
    }

    public void WaitUntilReady() => WaitForLine("ready");

    /// <summary>Tells it to write so many events, and does not wait for them.</summary>
    public void Write(int count) => Command(count.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits for what <see cref="Write"/> began.</summary>
    public WriterReport WaitForReport() => JsonSerializer.Deserialize<WriterReport>(WaitForLine("done"))!;

    /// <summary>Waits until it has acknowledged so many events.</summary>
    public void WaitForAcknowledged(int count)
    {
        lock (_gate)
        {
            while (_acknowledged.Count < count)
            {
                if (_hasEnded)
                    throw new InvalidOperationException($"{Job.Writer} ended after {_acknowledged.Count} events. {Errors}");
                if (!Monitor.Wait(_gate, Patience))
                    throw new TimeoutException($"{Job.Writer} acknowledged {_acknowledged.Count} events and then none for {Patience}.");
            }
        }
    }

    protected override bool TakeAtOnce(string line)
    {
        string[] parts = line.Split(' ');
        if (parts[0] != "ack")
            return false;
        lock (_gate)
        {
            _acknowledged.Add(int.Parse(parts[1], CultureInfo.InvariantCulture));
            _acknowledgedAt = long.Parse(parts[2], CultureInfo.InvariantCulture);
            Monitor.PulseAll(_gate);
        }

        return true;
    }

    protected override void OnEnd()
    {
        lock (_gate)
        {
            _hasEnded = true;
            Monitor.PulseAll(_gate);
        }
    }
}
