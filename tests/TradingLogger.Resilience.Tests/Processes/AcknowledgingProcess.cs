using System.Globalization;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>A program that tells of each event right after the logger's call has returned, by a line <c>ack NUMBER
/// TIMESTAMP</c>.</summary>
internal class AcknowledgingProcess(
    IEnumerable<string> command, IReadOnlyDictionary<string, string>? environment = null)
    : ChildProcess(command, environment)
{
    private readonly object _gate = new();
    private readonly List<int> _acknowledged = [];
    private long _acknowledgedAt;
    private bool _hasEnded;

    /// <summary>The numbers of the events that it has acknowledged.</summary>
    public IReadOnlyList<int> Acknowledged
    {
        get
        {
            lock (_gate)
                return [.. _acknowledged];
        }
    }

    /// <summary>How many events it has acknowledged.</summary>
    public int AcknowledgedCount
    {
        get
        {
            lock (_gate)
                return _acknowledged.Count;
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

    /// <summary>Waits until it has acknowledged so many events.</summary>
    public void WaitForAcknowledged(int count)
    {
        lock (_gate)
        {
            while (_acknowledged.Count < count)
            {
                if (_hasEnded)
                {
                    throw new InvalidOperationException(
                        $"The process ended after {_acknowledged.Count} events. {Errors}");
                }

                if (!Monitor.Wait(_gate, Patience))
                {
                    throw new TimeoutException(
                        $"The process acknowledged {_acknowledged.Count} events and then none for {Patience}.");
                }
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
