using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Transports;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Delivery;

public sealed class HoldTests : IDisposable
{
    private readonly FakeDelivery _delivery = new();

    public void Dispose() => _delivery.Dispose();

    [Fact]
    public void A_wrong_password_ends_sending_once_with_what_is_left()
    {
        _delivery.Source.Add(7);
        _delivery.Receiver.Answer = _ => new DeliveryResult.Held("It answers 401: the header is wrong.");

        var exception = Assert.Throws<ForwardException>(() => _delivery.SendOnce());

        Assert.StartsWith("7 events", exception.Message, StringComparison.Ordinal);
        Assert.Contains("401", exception.Message, StringComparison.Ordinal);
        Assert.Equal("It answers 401: the header is wrong.", _delivery.State.Held);
        Assert.Empty(_delivery.Time.Waits);
    }

    [Fact]
    public void While_following_it_is_shown_and_tried_again_at_long_distances()
    {
        _delivery.Source.Add(7);
        _delivery.Receiver.Answer = _ => new DeliveryResult.Held("It answers 401.");
        _delivery.Time.Waited = () =>
        {
            // The state is written once a second at most.
            if (_delivery.Time.Waits.Count > 1)
                Assert.Equal("It answers 401.", _delivery.State.Held);
            if (_delivery.Receiver.Requests.Count == 10)
                _delivery.Time.Cancel();
        };

        _delivery.Follow();

        double[] expected = [5, 10, 20, 40, 80, 160, 300, 300, 300];
        Assert.Equal(expected, _delivery.Receiver.Requests.Skip(1).Zip(
            _delivery.Receiver.Requests, (later, earlier) => (later.Time - earlier.Time).TotalSeconds));
        Assert.Single(_delivery.Warnings);
        Assert.Equal(0, _delivery.Source.Committed);
    }

    [Fact]
    public void What_was_held_is_sent_when_the_receiver_takes_it()
    {
        _delivery.Source.Add(7);
        int attempts = 0;
        _delivery.Receiver.Answer = _ =>
            ++attempts < 4 ? new DeliveryResult.Held("It answers 401.") : new DeliveryResult.Accepted();
        _delivery.Time.Waited = () =>
        {
            if (_delivery.Source.Committed == 7)
                _delivery.Time.Cancel();
        };

        _delivery.Follow();

        Assert.Equal(Enumerable.Range(0, 7), _delivery.Receiver.Accepted);
        Assert.Null(_delivery.State.Held);
        Assert.Contains("401", _delivery.State.LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(5000)]
    public void A_receiver_that_refuses_every_event_costs_none_of_them(int events)
    {
        _delivery.Source.BatchEvents = 10_000;
        _delivery.Source.Add(events);
        _delivery.Receiver.Answer = _ => new DeliveryResult.Refused("It answers 400.");

        var exception = Assert.Throws<ForwardException>(() => _delivery.SendOnce());

        Assert.Contains("refuses every event", exception.Message, StringComparison.Ordinal);
        Assert.Contains("It answers 400.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("400", _delivery.State.Held, StringComparison.Ordinal);
        Assert.Empty(_delivery.DeadLetters);
        Assert.Equal(0, _delivery.Source.Committed);
        Assert.InRange(_delivery.Receiver.Requests.Count, 1, 2 * BatchDelivery.MostRefused + 20);
    }

    [Fact]
    public void A_receiver_for_which_every_event_is_too_large_costs_none_of_them()
    {
        _delivery.Source.Add(10);
        _delivery.Receiver.Answer = _ => new DeliveryResult.TooLarge("It answers 413.");

        Assert.Throws<ForwardException>(() => _delivery.SendOnce());

        Assert.Empty(_delivery.DeadLetters);
    }

    [Fact]
    public void Events_that_follow_tell_whether_the_event_or_the_receiver_is_wrong()
    {
        _delivery.Source.BatchEvents = 1;
        _delivery.Source.Add(3);
        Refuse(0);

        ForwardSummary summary = _delivery.SendOnce();

        Assert.Equal([1, 2], _delivery.Receiver.Accepted);
        Assert.Equal("id-0", Assert.Single(_delivery.DeadLetters).Id);
        Assert.Equal((2, 1), (summary.Events, summary.DeadLetters));
        Assert.Equal(3, _delivery.Source.Committed);
    }

    [Fact]
    public void While_following_the_events_that_follow_are_not_waited_for_longer_than_a_second()
    {
        _delivery.Source.Add(1);
        Refuse(0);
        _delivery.Time.Waited = () =>
        {
            if (_delivery.Time.Waits.Count == 3)
                _delivery.Source.Add(2);
            if (_delivery.Source.Committed == 3)
                _delivery.Time.Cancel();
        };

        _delivery.Follow();

        Assert.Equal([1, 2], _delivery.Receiver.Accepted);
        Assert.Equal("id-0", Assert.Single(_delivery.DeadLetters).Id);
        Assert.InRange(_delivery.Time.Total.TotalSeconds, 3, 3.1);
    }

    [Fact]
    public void A_refused_event_behind_accepted_ones_goes_to_the_dead_letters_alone()
    {
        _delivery.Source.BatchEvents = 10;
        _delivery.Source.Add(11);
        Refuse(10);

        ForwardSummary summary = _delivery.SendOnce();

        Assert.Equal((10, 1), (summary.Events, summary.DeadLetters));
        Assert.Equal(11, _delivery.Source.Committed);
    }

    [Fact]
    public void A_receiver_that_begins_to_refuse_everything_costs_one_batch_in_the_dead_letters()
    {
        _delivery.Source.BatchEvents = 1;
        _delivery.Source.Add(50);
        _delivery.Receiver.Answer = request =>
            request.Events[0] < 10 ? new DeliveryResult.Accepted() : new DeliveryResult.Refused("It answers 400.");

        Assert.Throws<ForwardException>(() => _delivery.SendOnce());

        Assert.Equal("id-10", Assert.Single(_delivery.DeadLetters).Id);
        Assert.Equal(11, _delivery.Source.Committed);
    }

    private void Refuse(int bad) => _delivery.Receiver.Answer = request => request.Events.Contains(bad)
        ? new DeliveryResult.Refused("It answers 400.")
        : new DeliveryResult.Accepted();
}
