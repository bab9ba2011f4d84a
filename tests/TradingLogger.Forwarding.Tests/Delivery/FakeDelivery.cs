using System.Globalization;
using System.Text;
using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Reading;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Delivery;

/// <summary>A forwarder whose source, receiver, clock and chance are the test's. Nothing in it waits.</summary>
internal sealed class FakeDelivery : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("forward-");

    public FakeDelivery()
    {
        Options = new ForwarderOptions
        {
            LogDirectory = _directory.FullName,
            Uri = new Uri("https://receiver.example/v1/logs"),
        };
        Receiver.Time = Time;
    }

    public ForwarderOptions Options { get; set; }

    /// <summary>The options that the transport was made with.</summary>
    public ForwarderOptions? UsedOptions { get; private set; }

    public FakeTime Time { get; } = new();

    public FakeSource Source { get; } = new();

    public FakeReceiver Receiver { get; } = new();

    public List<string> Warnings { get; } = [];

    public List<ForwardProgress> Progress { get; } = [];

    public PlatformFiles Files { get; set; } = PlatformFiles.Current;

    public ForwarderState State =>
        Assert.Single(ForwarderState.ReadAll(_directory.FullName, (_, _) => Source.GetLag(CancellationToken.None)));

    public IReadOnlyList<DeadLetterRecord> DeadLetters => [.. DeadLetterLog.Read(_directory.FullName, Options.Name)];

    public ForwardSummary SendOnce() => Make().SendOnce(Time.Cancellation);

    public ForwardSummary Follow() => Make().Follow(Time.Cancellation);

    public void Dispose()
    {
        Time.Dispose();
        _directory.Delete(recursive: true);
    }

    private EventForwarder Make() => new(Options, Warnings.Add, Progress.Add)
    {
        Time = Time.ToDeliveryTime(),
        Files = Files,
        OpenSource = (options, warn, deadLetter) => Source.Open(options, deadLetter),
        OpenTransport = options =>
        {
            UsedOptions = options;
            return Receiver;
        },
    };
}

/// <summary>Time that goes on only when somebody waits.</summary>
internal sealed class FakeTime : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    public List<TimeSpan> Waits { get; } = [];

    public TimeSpan Now { get; set; } = TimeSpan.FromHours(1);

    public double Random { get; set; } = 1;

    /// <summary>Called after each wait.</summary>
    public Action Waited { get; set; } = () => { };

    public CancellationToken Cancellation => _cancellation.Token;

    public TimeSpan Total => Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait);

    public void Cancel() => _cancellation.Cancel();

    public void Dispose() => _cancellation.Dispose();

    public DeliveryTime ToDeliveryTime() => new()
    {
        UtcNow = () => new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero) + Now,
        Elapsed = () => Now,
        Random = () => Random,
        Wait = (time, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            Waits.Add(time);
            Now += time;
            Waited();
            cancellation.ThrowIfCancellationRequested();
        },
    };
}

/// <summary>Gives lines that the test adds, numbered from 0, and remembers what was committed.</summary>
internal sealed class FakeSource : IEventSource
{
    private readonly List<string> _lines = [];
    private readonly HashSet<int> _damaged = [];
    private Action<DeadLetter> _deadLetter = _ => { };
    private int _read;

    public int BatchEvents { get; set; } = 1000;

    public int Committed { get; private set; }

    public int Commits { get; private set; }

    public long Gaps { get; set; }

    public string? Unreadable => null;

    /// <summary>Called before each commit and before each reading; may throw.</summary>
    public Action BeforeCommit { get; set; } = () => { };

    public Action BeforeRead { get; set; } = () => { };

    public void Add(int count, int length = 0)
    {
        for (int i = 0; i < count; i++)
            Add($$"""{"n":{{_lines.Count}},"x":"{{new string('x', length)}}"}""");
    }

    public void Add(string line) => _lines.Add(line);

    public void AddDamaged(string line)
    {
        _damaged.Add(_lines.Count);
        _lines.Add(line);
    }

    public FakeSource Open(ForwarderOptions options, Action<DeadLetter> deadLetter)
    {
        _ = options;
        _deadLetter = deadLetter;
        _read = Committed;
        return this;
    }

    public bool TryRead(EventBatch batch, CancellationToken cancellation)
    {
        BeforeRead();
        batch.Clear();
        for (; _read < _lines.Count && batch.Count < BatchEvents; _read++)
        {
            byte[] line = Encoding.UTF8.GetBytes(_lines[_read]);
            var location = new LogLocation("/logs/trades.log", _read + 1, _read * 10);
            if (_damaged.Contains(_read))
                _deadLetter(new DeadLetter(location, "It is no JSON object.", line));
            else
                batch.Add(line, Encoding.ASCII.GetBytes(FormattableString.Invariant($"id-{_read}")), location);
        }

        return batch.Count > 0;
    }

    public void Commit()
    {
        BeforeCommit();
        Commits++;
        Committed = _read;
    }

    public ForwardLag GetLag(CancellationToken cancellation) =>
        new(_lines.Count - Committed, 10 * (_lines.Count - Committed), null);

    public void Dispose()
    {
    }
}

/// <summary>Answers as the test says, and remembers what it was sent.</summary>
internal sealed class FakeReceiver : IEventTransport
{
    public FakeTime? Time { get; set; }

    public bool IsAcknowledged => true;

    public Func<FakeRequest, DeliveryResult> Answer { get; set; } = _ => new DeliveryResult.Accepted();

    public Func<CancellationToken, Task<DeliveryResult>>? Waiting { get; set; }

    public List<FakeRequest> Requests { get; } = [];

    /// <summary>The events of the requests that were accepted, in their order.</summary>
    public List<int> Accepted { get; } = [];

    public Task<DeliveryResult> SendAsync(
        EventBatch batch, int start, int count, bool mayCompress, CancellationToken cancellation)
    {
        int[] events =
        [
            .. Enumerable.Range(start, count).Select(index => int.Parse(
                Encoding.ASCII.GetString(batch.Id(index))[3..], CultureInfo.InvariantCulture)),
        ];
        var request = new FakeRequest(events, batch.Lines(start, count).Length, mayCompress, Time?.Now ?? default);
        Requests.Add(request);
        if (Waiting is not null)
            return Waiting(cancellation);
        DeliveryResult result = Answer(request);
        if (result is DeliveryResult.Accepted)
            Accepted.AddRange(events);
        return Task.FromResult(result);
    }

    public Task<DeliveryResult> TestAsync(CancellationToken cancellation) =>
        Waiting?.Invoke(cancellation) ?? Task.FromResult(Answer(new FakeRequest([], 0, false, default)));

    public void Dispose()
    {
    }
}

/// <summary>A request: the numbers of its events, the size of its lines, whether it could be compressed, and
/// when.</summary>
internal sealed record FakeRequest(int[] Events, int Bytes, bool MayCompress, TimeSpan Time);
