using System.Text;
using System.Text.RegularExpressions;

namespace TradingLogging.Resilience.Tests.Forwarding;

/// <summary>A receiver of newline-delimited JSON on loopback that remembers what it has taken.</summary>
internal sealed partial class RecordingReceiver : LocalReceiver
{
    private readonly object _gate = new();
    private readonly Dictionary<string, string> _lines = [];
    private long _events;

    public RecordingReceiver() => Start();

    /// <summary>Called with each line that came for the first time.</summary>
    public Action<string> Arrived { get; set; } = _ => { };

    /// <summary>How many events came, repeated ones included.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>How many ids came.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _lines.Count;
        }
    }

    /// <summary>The exact lines of the log, by their ids.</summary>
    public IReadOnlyDictionary<string, string> Lines
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, string>(_lines);
        }
    }

    /// <summary>Ids that came with different lines.</summary>
    public List<string> Contradictions { get; } = [];

    // The members that the forwarder puts in front of those of the line.
    [GeneratedRegex("""^\{"_event_id": "([^"]+)", "_host": "host", "_service": "service", "_log": "[^"]*", (.*)$""")]
    private static partial Regex Form();

    protected override void Take(ReadOnlySpan<byte> body)
    {
        string[] lines = Encoding.UTF8.GetString(body).Split('\n');
        Assert.Equal("", lines[^1]);
        lock (_gate)
        {
            foreach (string sent in lines[..^1])
            {
                Match match = Form().Match(sent);
                Assert.True(match.Success, sent);
                (string id, string line) = (match.Groups[1].Value, "{" + match.Groups[2].Value);
                if (_lines.TryAdd(id, line))
                    Arrived(line);
                else if (_lines[id] != line)
                    Contradictions.Add(id);
            }
        }

        Interlocked.Add(ref _events, lines.Length - 1);
    }
}
