using System.Globalization;
using System.Text.Json;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>A process that writes events when it is told to.</summary>
internal sealed class WriterProcess : ChildProcess
{
    private readonly object _gate = new();
    private int _acknowledged;
    private long _acknowledgedAt;

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

    /// <summary>How many events it has acknowledged: the numbers from 0 on.</summary>
    public int Acknowledged
    {
        get
        {
            lock (_gate)
                return _acknowledged;
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

    /// <summary>Waits until it has acknowledged so many events, or has ended.</summary>
    public void WaitForAcknowledged(int count)
    {
        lock (_gate)
        {
            while (_acknowledged < count)
            {
                if (!Monitor.Wait(_gate, Patience))
                    throw new TimeoutException($"{Job.Writer} acknowledged {_acknowledged} events and then none for {Patience}.");
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
            int number = int.Parse(parts[1], CultureInfo.InvariantCulture);
            if (number != _acknowledged)
                throw new InvalidOperationException($"{Job.Writer} acknowledged {number} after {_acknowledged - 1}.");
            _acknowledged++;
            _acknowledgedAt = long.Parse(parts[2], CultureInfo.InvariantCulture);
            Monitor.PulseAll(_gate);
        }

        return true;
    }
}
