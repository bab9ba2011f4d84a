using System.Collections.Concurrent;
using System.Diagnostics;
using TradingLogging.Live.Sources;
using TradingLogging.Reading;

namespace TradingLogging.Live.Summaries;

/// <summary>Reads a log as it is written, and gives its summary whenever somebody asks. At midnight the log is read
/// again from <see cref="LiveSummaryOptions.LookBack"/> on, so that the figures of the new day are exact. One thread
/// uses it; writers are not hindered.</summary>
public sealed class LiveSummaryReader : IDisposable
{
    private const int KeptTroubles = 10;
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly LiveSummaryOptions _options;
    private readonly SystemProbe _probe;
    private readonly Stopwatch _sinceFailure = new();
    private ConcurrentQueue<string> _troubles = new();
    private LiveFeed? _feed;
    private LiveSummaryMeter _meter;

    /// <summary>Opens a log.</summary>
    /// <param name="options">What the summary is made of.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">The path is empty or not valid, the time to look back is below 0, or <see
    /// cref="Analytics.TradeActivityOptions.Map"/> names a member that is not read.</exception>
    /// <exception cref="IOException">The directory does not exist, or a file cannot be opened.</exception>
    public LiveSummaryReader(LiveSummaryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.LookBack < TimeSpan.Zero)
            throw new ArgumentException("The time to look back is below 0.", nameof(options));
        _options = options with { LogDirectory = Path.GetFullPath(options.LogDirectory) };
        _probe = new SystemProbe(_options.LogDirectory);
        _meter = Open();
    }

    /// <summary>Changes when the log is read anew: from then on events have other numbers.</summary>
    public int Generation { get; private set; }

    /// <summary>How many events were read in this generation.</summary>
    public long Events => _meter.Events;

    /// <summary>Whether all that stood in the log was read.</summary>
    public bool IsCaughtUp => _feed is { IsCaughtUp: true };

    /// <summary>Waits for something to be written and takes it.</summary>
    /// <param name="atMost">How long to wait, and to go on taking what is there, at most.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether there was something.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool Read(TimeSpan atMost, CancellationToken cancellation)
    {
        var time = Stopwatch.StartNew();
        bool isNewDay = _options.DayOf(_options.Now()) != _meter.Day;
        if ((isNewDay || _feed is null) && !TryOpen())
        {
            cancellation.WaitHandle.WaitOne(atMost);
            cancellation.ThrowIfCancellationRequested();
            return false;
        }

        bool any = isNewDay;
        TimeSpan left = atMost;
        while (TryTake(left, cancellation, out LiveRecord record))
        {
            any = true;
            _meter.Add(record);
            if (time.Elapsed >= atMost)
                break;
            left = TimeSpan.Zero;
        }

        return any;
    }

    /// <summary>The summary at this moment.</summary>
    public LiveSummary Summarize() => _meter.Summarize(IsCaughtUp, _probe.Look(), _troubles);

    /// <inheritdoc/>
    public void Dispose() => _feed?.Dispose();

    private bool TryTake(TimeSpan atMost, CancellationToken cancellation, out LiveRecord record)
    {
        try
        {
            return _feed!.TryTake(out record, atMost, cancellation);
        }
        catch (Exception exception) when (IsOfFile(exception))
        {
            Close(exception);
            record = default;
            return false;
        }
    }

    private bool TryOpen()
    {
        if (_sinceFailure.IsRunning && _sinceFailure.Elapsed < Retry)
            return false;
        try
        {
            _feed?.Dispose();
            _feed = null;
            _meter = Open();
            _sinceFailure.Reset();
            return true;
        }
        catch (Exception exception) when (IsOfFile(exception))
        {
            Close(exception);
            return false;
        }
    }

    private LiveSummaryMeter Open()
    {
        DateTimeOffset day = _options.DayOf(_options.Now());
        DateTimeOffset from = day - DateTimeOffset.MinValue > _options.LookBack
            ? day - _options.LookBack
            : DateTimeOffset.MinValue;
        var quiet = new LogReadOptions { Damaged = _ => { }, Failed = _ => { } };
        var past = new TradeQuery { Until = from, First = 1 };
        bool hasPast = TradeLog.InDirectory(_options.LogDirectory).Read(past, quiet).Any();
        // What could not be read is tried again, and told again where it fails again.
        _troubles = new ConcurrentQueue<string>();
        var meter = new LiveSummaryMeter(_options, day, hasPast ? from : null);
        _feed = new LiveFeed(_options.LogDirectory, from, withText: true, Note);
        Generation++;
        return meter;
    }

    private static bool IsOfFile(Exception exception) => exception is IOException or UnauthorizedAccessException;

    // The summary goes on with what is known; the log may come back.
    private void Close(Exception exception)
    {
        Note(exception.Message);
        _feed?.Dispose();
        _feed = null;
        _sinceFailure.Restart();
    }

    private void Note(string trouble)
    {
        if (_troubles.LastOrDefault() == trouble)
            return;
        _troubles.Enqueue(trouble);
        if (_troubles.Count > KeptTroubles)
            _troubles.TryDequeue(out _);
    }
}
