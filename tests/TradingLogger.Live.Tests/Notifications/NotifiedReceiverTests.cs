using TradingLogging.Forwarding.Transports;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;
using Xunit;

namespace TradingLogging.Live.Tests.Notifications;

/// <summary>What a receiver is told, and when.</summary>
public sealed class NotifiedReceiverTests : IDisposable
{
    private const string Key = "webhook 1";

    private readonly TestClock _clock = new();
    private readonly TestState _state;
    private readonly List<string> _told = [];
    private readonly List<string> _warnings = [];
    private Func<IReadOnlyList<AlertNotification>, DeliveryResult> _answer = _ => new DeliveryResult.Accepted();
    private NotifiedReceiver _receiver;

    public NotifiedReceiverTests()
    {
        _state = new TestState(_clock);
        _state.State.Begin([Key]);
        _receiver = Make();
    }

    public void Dispose() => _state.Dispose();

    [Fact]
    public void An_alert_is_told_once_when_it_fires_and_once_when_it_is_over()
    {
        Alert alert = Samples.Firing();
        _state.Apply(alert);
        Step();
        Step();
        _state.Apply(Samples.Resolved(alert));
        Step();
        Step();

        Assert.Equal(["firing Rejects", "resolved Rejects"], _told);
    }

    [Fact]
    public void An_alert_that_goes_on_firing_is_told_again_after_RepeatAfter_under_another_id()
    {
        _state.Apply(Samples.Firing());
        TimeSpan wait = Step();
        Assert.Equal(TimeSpan.FromHours(1), wait);
        for (int hour = 0; hour < 9; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            Step();
        }

        Assert.Equal(["firing Rejects", "firing Rejects 1", "firing Rejects 2"], _told);
    }

    [Fact]
    public void Alerts_of_one_rule_come_in_one_message()
    {
        _state.Apply(
            Samples.Firing(symbol: "BTCUSDT"), Samples.Firing("Silence"), Samples.Firing(symbol: "ETHUSDT"));
        int messages = 0;
        _answer = _ =>
        {
            messages++;
            return new DeliveryResult.Accepted();
        };
        Step();

        Assert.Equal(2, messages);
        Assert.Equal(3, _told.Count);
    }

    [Fact]
    public void A_receiver_that_was_down_gets_what_still_matters()
    {
        _answer = _ => new DeliveryResult.Retry("down");
        Alert brief = Samples.Firing("Brief");
        Alert again = Samples.Firing("Again");
        _state.Apply(brief, again, Samples.Firing("Lasting"));
        Step();
        _state.Apply(Samples.Resolved(brief));
        for (int round = 0; round < 3; round++)
        {
            _state.Apply(Samples.Resolved(again));
            _clock.Advance(TimeSpan.FromMinutes(20));
            again = Samples.Firing("Again", _clock.Now);
            _state.Apply(again);
            Step();
        }

        _told.Clear();
        _answer = _ => new DeliveryResult.Accepted();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Step();

        // One that came and went is not lost, and one that came four times is one message that counts the others.
        Assert.Equal(["firing Again missed 3", "firing Lasting", "resolved Brief"], _told.Order());
    }

    [Fact]
    public void An_alert_that_flaps_is_told_at_most_twice_in_five_minutes()
    {
        for (int second = 0; second < 3600; second += 10)
        {
            Alert alert = Samples.Firing(starts: _clock.Now);
            _state.Apply(alert);
            Step();
            _clock.Advance(TimeSpan.FromSeconds(5));
            _state.Apply(Samples.Resolved(alert, TimeSpan.FromSeconds(5)));
            Step();
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.InRange(_told.Count, 13, 24);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Step();
        Assert.StartsWith("resolved", _told[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Killed_between_answer_and_memory_it_is_told_again_under_the_same_id()
    {
        var ids = new List<string>();
        _state.Apply(Samples.Firing());
        _answer = message =>
        {
            ids.Add(message[0].Id);
            throw new InvalidOperationException("killed");
        };
        Assert.Throws<InvalidOperationException>(() => Step());
        _state.Restart(Key);
        _receiver = Make();
        _answer = message =>
        {
            ids.Add(message[0].Id);
            return new DeliveryResult.Accepted();
        };
        Step();
        _state.Restart(Key);
        _receiver = Make();
        Step();

        Assert.Equal(2, ids.Count);
        Assert.Equal(ids[0], ids[1]);
    }

    [Fact]
    public void A_failure_is_tried_again_later_and_warned_of_once()
    {
        _state.Apply(Samples.Firing());
        _answer = _ => new DeliveryResult.Retry("Nobody is there");
        for (int attempt = 0; attempt < 20; attempt++)
        {
            Step();
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(
            ["The webhook is not told of alerts at the moment: Nobody is there. It is tried again."], _warnings);
        Assert.False(_receiver.IsSettled);
        _answer = _ => new DeliveryResult.Accepted();
        Step();
        Assert.Equal("The webhook is told again.", _warnings[^1]);
        Assert.True(_receiver.IsSettled);
        Assert.Equal(20, _receiver.Retries);
    }

    [Fact]
    public void A_receiver_that_asks_for_a_pause_gets_it()
    {
        _state.Apply(Samples.Firing());
        _answer = _ => new DeliveryResult.Retry("Busy", TimeSpan.FromSeconds(90));

        Assert.Equal(TimeSpan.FromSeconds(90), Step());
        _clock.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal(TimeSpan.FromSeconds(1), Step());
        Assert.Single(_told);
    }

    [Fact]
    public void One_alert_that_is_refused_keeps_no_other_one_waiting()
    {
        _state.Apply(Samples.Firing(symbol: "BAD"), Samples.Firing(symbol: "GOOD"), Samples.Firing("Silence"));
        _answer = message => message.Any(one => one.Alert.Labels.TryGetValue("symbol", out string? it) && it == "BAD")
            ? new DeliveryResult.Refused("What is that?")
            : new DeliveryResult.Accepted();
        Step();
        _told.Clear();

        TimeSpan wait = Step();
        Assert.Empty(_told);
        Assert.InRange(wait, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        Assert.Contains("refuses an alert", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.False(_receiver.IsSettled);
        _clock.Advance(TimeSpan.FromMinutes(5));
        _answer = _ => new DeliveryResult.Accepted();
        Step();
        Assert.Equal(["firing Rejects"], _told);
        Assert.True(_receiver.IsSettled);
    }

    [Fact]
    public void A_new_receiver_is_told_of_what_fires_and_not_of_what_is_over()
    {
        Alert over = Samples.Firing("Over");
        _state.Apply(over, Samples.Firing("Lasting"));
        Step();
        _clock.Advance(TimeSpan.FromMinutes(5));
        _state.Apply(Samples.Resolved(over));
        _told.Clear();
        _state.Restart(Key, "webhook 2");
        _receiver = Make("webhook 2");
        Step();

        Assert.Equal(["firing Lasting"], _told);
    }

    [Fact]
    public void A_clock_that_is_set_back_delays_a_repetition_by_no_more_than_RepeatAfter()
    {
        _state.Apply(Samples.Firing());
        Step();
        _clock.Set(_clock.Now - TimeSpan.FromDays(30));
        Step();
        _clock.Advance(TimeSpan.FromHours(4));
        Step();

        Assert.Equal(["firing Rejects", "firing Rejects 1"], _told);
    }

    [Fact]
    public void What_is_over_and_told_is_forgotten_after_a_quarter_of_an_hour()
    {
        Alert alert = Samples.Firing();
        _state.Apply(alert);
        Step();
        _state.Apply(Samples.Resolved(alert));
        Step();
        Assert.Contains("Rejects", File.ReadAllText(_state.FilePath), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromMinutes(16));
        _state.Apply();

        Assert.DoesNotContain("Rejects", File.ReadAllText(_state.FilePath), StringComparison.Ordinal);
    }

    private NotifiedReceiver Make(string key = Key) => new(
        key,
        "The webhook",
        _state.State,
        (message, _) =>
        {
            foreach (AlertNotification one in message)
            {
                _told.Add(
                    $"{AlertNotification.WordOf(one.Alert.Status)} {one.Alert.Name}"
                    + (one.Repeat > 0 ? $" {one.Repeat}" : "") + (one.Missed > 0 ? $" missed {one.Missed}" : ""));
            }

            return _answer(message);
        },
        _clock.Time,
        _warnings.Add);

    private TimeSpan Step() => _receiver.Step(TestContext.Current.CancellationToken);
}
