using TradingLogging.Forwarding.Delivery;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Live.Tests.Notifications;

/// <summary>Alerts, and a watch without a log.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2025, 12, 17, 3, 0, 0, TimeSpan.Zero);

    public static Alert Firing(string name = "Rejects", DateTimeOffset? starts = null, string? symbol = null)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [AlertLabels.Name] = name,
            [AlertLabels.Severity] = "warning",
        };
        if (symbol is not null)
            labels["symbol"] = symbol;
        return new Alert
        {
            Name = name,
            Labels = labels,
            Fingerprint = AlertLabels.FingerprintOf(labels),
            Status = AlertStatus.Firing,
            StartsAt = starts ?? Start,
            Summary = "12 ORDER_REJECTED in 5 min, more than 5",
            Value = 12,
            Worst = 12.5m,
            Severity = "warning",
        };
    }

    public static Alert Resolved(Alert alert, TimeSpan? after = null) => alert with
    {
        Status = AlertStatus.Resolved,
        EndsAt = alert.StartsAt + (after ?? TimeSpan.FromMinutes(1)),
    };
}

/// <summary>Clocks that a test moves.</summary>
internal sealed class TestClock
{
    private long _elapsed;
    private DateTimeOffset _now = Samples.Start;

    public TestClock() => Time = DeliveryTime.OfMachine() with
    {
        UtcNow = () => _now,
        Elapsed = () => TimeSpan.FromTicks(Interlocked.Read(ref _elapsed)),
    };

    public DeliveryTime Time { get; }

    public DateTimeOffset Now => _now;

    public void Advance(TimeSpan time)
    {
        _now += time;
        Interlocked.Add(ref _elapsed, time.Ticks);
    }

    /// <summary>Somebody sets the clock.</summary>
    public void Set(DateTimeOffset now) => _now = now;
}

/// <summary>The state of a watch in a directory of its own.</summary>
internal sealed class TestState : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly TestClock _clock;

    public TestState(TestClock clock, PlatformFiles? files = null)
    {
        _clock = clock;
        Files = files ?? PlatformFiles.Current;
        State = Open();
    }

    public PlatformFiles Files { get; }

    public NotificationState State { get; private set; }

    public string Directory => _folder.FullName;

    public string FilePath => Path.Combine(Directory, NotificationState.DirectoryName, "night.state");

    public List<string> Warnings { get; } = [];

    /// <summary>Ends the run, and begins the next one.</summary>
    public void Restart(params string[] receivers)
    {
        State.Dispose();
        State = Open();
        State.Begin(receivers);
    }

    public void Apply(params Alert[] changes)
    {
        State.Apply(changes, [], _clock.Now);
        State.TrySave();
    }

    public void Dispose()
    {
        State.Dispose();
        _folder.Dispose();
    }

    private NotificationState Open() => NotificationState.Open(
        Files,
        Directory,
        "night",
        new NotificationBook(_ => TimeSpan.FromHours(4)),
        () => _clock.Now,
        Warnings.Add);
}
