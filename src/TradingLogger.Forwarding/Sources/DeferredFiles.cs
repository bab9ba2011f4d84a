using System.Diagnostics;
using TradingLogging.Forwarding.Checkpoints;

namespace TradingLogging.Forwarding.Sources;

/// <summary>What of a log could not be read: files, for a fault that may pass, such as a lack of descriptors, or all of
/// it, because there is none. Warns of it. Not thread-safe.</summary>
/// <param name="warn">Receives warnings.</param>
/// <param name="elapsed">A time that only goes forward. Default that since the first use.</param>
internal sealed class DeferredFiles(Action<string> warn, Func<TimeSpan>? elapsed = null)
{
    /// <summary>After this time they are tried again.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(5);

    private const int MostNamed = 5;
    private static readonly Stopwatch Clock = Stopwatch.StartNew();

    private readonly Func<TimeSpan> _elapsed = elapsed ?? (() => Clock.Elapsed);
    private readonly SortedDictionary<string, string> _faults = new(StringComparer.Ordinal);
    private TimeSpan _tried;
    private bool _hasWarnedOfNoLog;

    /// <summary>Why they could not be read, in sentences that name them; null when there is none.</summary>
    public string? Faults { get; private set; }

    /// <summary>Notes that a file could not be read.</summary>
    public void Add(string path, string fault)
    {
        bool isNew = !_faults.TryGetValue(path, out string? told) || told != fault;
        if (_faults.Count == 0)
            _tried = _elapsed();
        _faults[path] = fault;
        Describe();
        if (isNew)
        {
            warn($"{fault} What is not sent of '{path}' is tried again every few minutes, and when it has changed. "
                + "Other files are sent meanwhile.");
        }
    }

    /// <summary>Notes that nothing of a file is to be read any more.</summary>
    public void Remove(string path)
    {
        if (_faults.Remove(path))
            Describe();
    }

    /// <summary>Notes which files are still there, when all were looked at.</summary>
    public void EndLook(ForwarderFiles paths, HashSet<string> seen)
    {
        foreach (string path in _faults.Keys.Where(path => !seen.Contains(path)).ToArray())
            Remove(path);
        // A mistyped directory would look like a log of which all is sent.
        if (_hasWarnedOfNoLog || seen.Any(path => path != paths.Gaps))
            return;
        _hasWarnedOfNoLog = true;
        warn($"There is no trade log in '{Path.GetDirectoryName(paths.Log)}'. It is sent when there is one.");
    }

    /// <summary>The files that are to be tried again now.</summary>
    public IReadOnlyCollection<string> TakeDue()
    {
        if (_faults.Count == 0 || _elapsed() - _tried < RetryInterval)
            return [];
        _tried = _elapsed();
        return _faults.Keys;
    }

    private void Describe()
    {
        string more = FormattableString.Invariant($" And so for {_faults.Count - MostNamed} further files.");
        Faults = _faults.Count == 0
            ? null
            : string.Join(" ", _faults.Values.Take(MostNamed)) + (_faults.Count > MostNamed ? more : "");
    }
}
