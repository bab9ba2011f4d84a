using System.Text.Json;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;
using Xunit;

namespace TradingLogging.Live.Tests.Notifications;

/// <summary>What people hear of by the real Alertmanager.</summary>
public sealed class AlertmanagerTests(Alertmanager server) : IClassFixture<Alertmanager>, IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly List<string> _warnings = [];
    private readonly DateTimeOffset _begin = DateTimeOffset.UtcNow;
    private readonly TestClock _clock = new();
    private TestState? _made;

    private TestState State => _made ??= new TestState(SetClock());

    public void Dispose() => _made?.Dispose();

    [Fact]
    public async Task Three_sendings_of_an_alert_are_one_message_that_it_fires_and_one_that_it_is_over()
    {
        using AlertmanagerReceiver receiver = Receiver(server.Uri);
        Alert alert = Samples.Firing("Rejects", _begin, "BTC/USDT \"€\"");
        State.Apply(alert, Samples.Firing("Lasting", _begin));
        for (int sending = 0; sending < 3; sending++)
        {
            Step(receiver);
            _clock.Advance(Minute);
        }

        await server.UntilToldAsync(2, "Rejects", "Lasting");
        State.Apply(Samples.Resolved(alert, TimeSpan.FromMilliseconds(1)));
        for (int sending = 0; sending < 3; sending++)
        {
            Step(receiver);
            _clock.Advance(Minute);
        }

        await server.UntilToldAsync(3, "Rejects", "Lasting");
        Assert.Equal(
            ["firing Lasting", "firing Rejects", "resolved Rejects"],
            server.ToldOf("Rejects", "Lasting").Order(StringComparer.Ordinal));
        JsonElement told = server.AlertsOf("Rejects")[0];
        Assert.Equal("BTC/USDT \"€\"", told.GetProperty("labels").GetProperty("symbol").GetString());
        Assert.Equal(alert.Summary, told.GetProperty("annotations").GetProperty("summary").GetString());
        Assert.Equal(_begin, told.GetProperty("startsAt").GetDateTimeOffset());
        Assert.StartsWith("file:///", told.GetProperty("generatorURL").GetString(), StringComparison.Ordinal);
        Assert.Empty(_warnings);
        Assert.Equal(3, receiver.Told);
    }

    [Fact]
    public async Task One_that_was_over_before_it_could_be_told_is_heard_of_all_the_same()
    {
        using AlertmanagerReceiver receiver = Receiver(server.Uri);
        Alert alert = Samples.Firing("Brief", _begin);
        State.Apply(alert);
        State.Apply(Samples.Resolved(alert, TimeSpan.FromMilliseconds(1)));

        Assert.Equal(Minute, Step(receiver));
        await server.UntilToldAsync(1, "Brief");
        _clock.Advance(Minute);
        Step(receiver);
        await server.UntilToldAsync(2, "Brief");

        Assert.Equal(["firing Brief", "resolved Brief"], server.ToldOf("Brief"));
    }

    [Fact]
    public async Task An_alert_that_Alertmanager_refuses_keeps_no_other_one_back()
    {
        using AlertmanagerReceiver receiver = Receiver(server.Uri);
        Alert none = Samples.Firing("None", _begin) with { Labels = new SortedDictionary<string, string>() };
        State.Apply(none, Samples.Firing("Good", _begin));
        Step(receiver);
        await server.UntilToldAsync(1, "Good");

        Assert.Equal(["firing Good"], server.ToldOf("Good"));
        Assert.Contains("refuses the alert", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_watchdog_fires_as_long_as_alerts_are_watched()
    {
        var receivers = new List<AlertReceiver>();
        var watchdog = new Watchdog(Options(server.Uri), _begin, _clock.Time, () => receivers);
        using AlertmanagerReceiver receiver = Receiver(server.Uri, watchdog.Current);
        Assert.Null(watchdog.Current());
        watchdog.Saw();
        Step(receiver);
        await server.UntilToldAsync(1, "Watchdog");
        Assert.Equal(["firing Watchdog"], server.ToldOf("Watchdog"));

        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(watchdog.Current());
    }

    private TestClock SetClock()
    {
        _clock.Set(_begin);
        return _clock;
    }

    private static TimeSpan Step(AlertmanagerReceiver receiver) =>
        receiver.Step(TestContext.Current.CancellationToken);

    private AlertWatchOptions Options(Uri uri) => new()
    {
        LogDirectory = State.Directory,
        Rules = [],
        Alertmanagers = [uri],
    };

    private AlertmanagerReceiver Receiver(Uri uri, Func<Alert?>? watchdog = null)
    {
        var receiver = new AlertmanagerReceiver(
            uri, Options(uri), State.State, watchdog ?? (() => null), _clock.Time, _warnings.Add);
        State.State.Begin([receiver.Key]);
        return receiver;
    }
}
