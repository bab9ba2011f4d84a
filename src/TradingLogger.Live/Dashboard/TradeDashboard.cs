using System.Diagnostics;
using TradingLogging.Live.Dashboard.Snapshots;
using TradingLogging.Live.Summaries;

namespace TradingLogging.Live.Dashboard;

/// <summary>Shows a log, as it is written, on a page of a browser on this machine. It only reads. It listens on the
/// loopback address, from <see cref="Start"/> until it is disposed of.</summary>
public sealed class TradeDashboard : IDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    // It costs time only where a page has a message under way and does not read it.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    // Of the time of one processor, no more than a fifth goes into summaries.
    private const int CostShare = 4;

    private readonly LiveSummaryReader _reader;
    private readonly SnapshotHub _hub = new();
    private readonly DashboardServer _server;
    private readonly BrowserEntrance _entrance = BrowserEntrance.OfMachine();
    private readonly CancellationTokenSource _end = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly TimeZoneInfo _zone;
    private readonly TimeSpan _pause;
    private readonly Thread _thread;
    private readonly Recent<EventJson> _events = new(LiveSummary.KeptEvents);
    private int _generation;

    private TradeDashboard(TradeDashboardOptions options)
    {
        _zone = options.Summary.Activity.TimeZone;
        _pause = options.Limits.Pause;
        _reader = new LiveSummaryReader(options.Summary);
        LogDirectory = Path.GetFullPath(options.Summary.LogDirectory);
        try
        {
            _server = new DashboardServer(options.Port, _hub, options.Limits);
        }
        catch (IOException)
        {
            _reader.Dispose();
            throw;
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "Trade dashboard" };
        _thread.Start();
    }

    /// <summary>The full path of the log directory.</summary>
    public string LogDirectory { get; }

    /// <summary>The port of 127.0.0.1 that it listens on.</summary>
    public int Port => _server.Port;

    /// <summary>The address of the page. It has the token: who knows it, and can reach this machine's loopback address,
    /// may look.</summary>
    public Uri Uri => _server.Address;

    /// <summary>Below which path the page stands, once the token is exchanged.</summary>
    internal string Root => _server.Root;

    /// <summary>How many pages are open.</summary>
    public int Viewers => _server.Viewers;

    /// <summary>Whether it listens.</summary>
    public bool IsRunning => !_ended.IsSet;

    /// <summary>Why it ended by itself; null when it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Begins to read the log and to listen.</summary>
    /// <param name="options">What it shows, and where it listens.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is below 0 or above 65,535.</exception>
    /// <exception cref="ArgumentException">An option of <see cref="TradeDashboardOptions.Summary"/> is not
    /// valid.</exception>
    /// <exception cref="IOException">The port is in use, the directory does not exist, or a file cannot be
    /// opened.</exception>
    public static TradeDashboard Start(TradeDashboardOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Port is < 0 or > ushort.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Port, "The port must be a number from 0 to 65,535.");
        }

        return new TradeDashboard(options);
    }

    /// <summary>Opens the page in the browser of this user. On systems where every user sees the command lines of all
    /// processes, the browser gets a file of this user alone, and not the token.</summary>
    /// <exception cref="IOException">There is no browser, or it cannot be started.</exception>
    public void Open() => _entrance.Open(Uri);

    /// <summary>Waits until it has ended.</summary>
    /// <param name="cancellation">Ends waiting, and not the dashboard.</param>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public void Wait(CancellationToken cancellation) => _ended.Wait(cancellation);

    /// <summary>Breaks every connection, as a network does. Listening goes on.</summary>
    internal void Cut() => _server.Cut();

    /// <summary>Ends listening, tells open pages, and ends reading the log.</summary>
    public void Dispose()
    {
        if (_end.IsCancellationRequested)
            return;
        _end.Cancel();
        _thread.Join();
    }

    private void Run()
    {
        try
        {
            ReadAndPublish();
        }
        catch (OperationCanceledException)
        {
            // This is how it ends.
        }
        catch (Exception exception)
        {
            // A thread that ends with an exception would end the process, and with it the trading.
            Failure = exception;
        }
        finally
        {
            _hub.End();
            var time = Stopwatch.StartNew();
            while (_server.Viewers > _hub.Told && time.Elapsed < Farewell)
                Thread.Sleep(10);
            _server.Dispose();
            _reader.Dispose();
            _entrance.Dispose();
            _ended.Set();
        }
    }

    private void ReadAndPublish()
    {
        var clock = Stopwatch.StartNew();
        TimeSpan next = TimeSpan.Zero;
        TimeSpan last = TimeSpan.Zero;
        bool isNew = true;
        while (true)
        {
            TimeSpan left = next - clock.Elapsed;
            isNew |= _reader.Read(left > TimeSpan.Zero ? left : _pause, _end.Token);
            TimeSpan now = clock.Elapsed;
            if (_server.Viewers == 0)
            {
                _hub.Forget();
                isNew = true;
            }
            else if (now >= next && (isNew || now - last >= Heartbeat))
            {
                Publish();
                isNew = false;
                last = now;
                TimeSpan cost = clock.Elapsed - now;
                next = now + Longer(_pause, TimeSpan.FromTicks(cost.Ticks * CostShare));
            }
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private void Publish()
    {
        LiveSummary summary = _reader.Summarize();
        if (_generation != _reader.Generation)
        {
            _generation = _reader.Generation;
            _events.Clear();
        }

        long known = _events.Last.Number;
        foreach (LiveEvent written in summary.LastEvents.Where(written => written.Number > known))
            _events.Add(EventText.Of(written, _zone, summary.Day));
        _hub.Publish(new Snapshot(
            _generation, _reader.Events, new StateJson(summary).Write(), _events.Kept));
    }
}
