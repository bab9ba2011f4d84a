using TradingLogging.Forwarding.Transports;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Delivery;

public sealed class DeliveryTests : IDisposable
{
    private readonly FakeDelivery _delivery = new();

    public void Dispose() => _delivery.Dispose();

    [Fact]
    public void Sending_once_sends_what_is_there_in_its_order_and_returns()
    {
        _delivery.Source.BatchEvents = 100;
        _delivery.Source.Add(250);

        ForwardSummary summary = _delivery.SendOnce();

        Assert.Equal(Enumerable.Range(0, 250), _delivery.Receiver.Accepted);
        Assert.Equal((250, 3), (summary.Events, summary.Batches));
        Assert.Equal(250, _delivery.Source.Committed);
        Assert.Empty(_delivery.Time.Waits);
        Assert.Empty(_delivery.Warnings);
    }

    [Fact]
    public void Nothing_is_committed_before_the_receiver_has_said_yes()
    {
        _delivery.Source.BatchEvents = 10;
        _delivery.Source.Add(30);
        _delivery.Receiver.Answer = request =>
        {
            Assert.Equal(request.Events[0], _delivery.Source.Committed);
            return new DeliveryResult.Accepted();
        };

        _delivery.SendOnce();

        Assert.Equal((30, 3), (_delivery.Source.Committed, _delivery.Source.Commits));
    }

    [Fact]
    public void Following_waits_for_further_events_until_it_is_cancelled()
    {
        _delivery.Source.Add(1);
        _delivery.Time.Waited = () =>
        {
            if (_delivery.Time.Waits.Count < 20)
                _delivery.Source.Add(1);
            else
                _delivery.Time.Cancel();
        };

        ForwardSummary summary = _delivery.Follow();

        Assert.Equal(20, summary.Events);
        Assert.All(_delivery.Time.Waits, wait => Assert.Equal(TimeSpan.FromMilliseconds(50), wait));
    }

    [Fact]
    public void A_cancelled_sending_once_says_so()
    {
        _delivery.Source.Add(1);
        _delivery.Time.Cancel();

        Assert.Throws<OperationCanceledException>(() => _delivery.SendOnce());
        Assert.Empty(_delivery.Receiver.Requests);
    }

    [Fact]
    public void What_was_accepted_just_before_the_cancellation_is_committed()
    {
        _delivery.Source.Add(5);
        _delivery.Receiver.Answer = _ =>
        {
            _delivery.Time.Cancel();
            return new DeliveryResult.Accepted();
        };

        ForwardSummary summary = _delivery.Follow();

        Assert.Equal((5, 5), (summary.Events, _delivery.Source.Committed));
    }

    [Fact]
    public void A_receiver_that_never_answers_is_left_after_the_timeout()
    {
        _delivery.Options = _delivery.Options with
        {
            Timeout = TimeSpan.FromMilliseconds(20),
            RetryFor = TimeSpan.Zero,
        };
        _delivery.Source.Add(3);
        _delivery.Receiver.Waiting = async cancellation =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return new DeliveryResult.Accepted();
        };

        var exception = Assert.Throws<ForwardException>(() => _delivery.SendOnce());

        Assert.Contains("did not answer within 0.02 s", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, _delivery.Source.Committed);
    }

    [Fact]
    public void A_receiver_that_does_not_answer_does_not_delay_the_cancellation()
    {
        _delivery.Source.Add(3);
        _delivery.Receiver.Waiting = async cancellation =>
        {
            _delivery.Time.Cancel();
            await Task.Delay(Timeout.Infinite, cancellation);
            return new DeliveryResult.Accepted();
        };

        ForwardSummary summary = _delivery.Follow();

        Assert.Equal(0, summary.Events);
        Assert.Single(_delivery.Receiver.Requests);
    }

    [Fact]
    public void Events_of_which_some_are_rejected_are_not_sent_again_and_their_range_is_kept()
    {
        _delivery.Source.BatchEvents = 10;
        _delivery.Source.Add(20);
        _delivery.Receiver.Answer = request => request.Events[0] == 0
            ? new DeliveryResult.PartlyAccepted(3, "3 records are too old")
            : new DeliveryResult.Accepted();

        ForwardSummary summary = _delivery.SendOnce();

        Assert.Equal(2, _delivery.Receiver.Requests.Count);
        Assert.Equal((17, 3, 1), (summary.Events, summary.Rejected, summary.DeadLetters));
        DeadLetterRecord kept = Assert.Single(_delivery.DeadLetters);
        Assert.Equal(("id-0", 1, 0), (kept.Id, kept.Line, kept.Offset));
        Assert.Equal(new DeadLetterRange(10, 3, "id-9", "/logs/trades.log", 10, 90), kept.Range);
        Assert.Equal("3 records are too old", kept.Reason);
        Assert.Equal(3, _delivery.State.Rejected);
        Assert.Contains("rejected 3 of the 10", Assert.Single(_delivery.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Events_that_are_all_rejected_are_not_sent_again_either_and_each_line_is_kept()
    {
        _delivery.Source.BatchEvents = 10;
        _delivery.Source.Add(20);
        _delivery.Receiver.Answer = request => new DeliveryResult.PartlyAccepted(11, "the records are too old");

        ForwardSummary summary = _delivery.SendOnce();

        Assert.Equal(2, _delivery.Receiver.Requests.Count);
        Assert.Equal((0, 20, 20), (summary.Events, summary.Rejected, summary.DeadLetters));
        Assert.Equal(Enumerable.Range(0, 20).Select(n => $"id-{n}"), _delivery.DeadLetters.Select(kept => kept.Id));
        Assert.Equal("""{"n":13,"x":""}""", _delivery.DeadLetters[13].Text);
        Assert.All(_delivery.DeadLetters, kept => Assert.Null(kept.Range));
        string warning = Assert.Single(_delivery.Warnings);
        Assert.Contains("rejected all 10 events", warning, StringComparison.Ordinal);
        Assert.Contains("the records are too old. They are", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_receiver_is_waited_for_as_long_as_there_is_time_to_try_again_but_a_second_at_least()
    {
        _delivery.Options = _delivery.Options with { RetryFor = TimeSpan.FromMilliseconds(5) };
        _delivery.Source.Add(3);
        _delivery.Receiver.Waiting = async cancellation =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return new DeliveryResult.Accepted();
        };

        var exception = Assert.Throws<ForwardException>(() => _delivery.SendOnce());

        Assert.Contains("did not answer within 1 s. They stay", exception.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(1), _delivery.UsedOptions!.Timeout);
    }

    [Fact]
    public void Following_waits_for_an_answer_as_long_as_the_timeout_says()
    {
        _delivery.Options = _delivery.Options with { RetryFor = TimeSpan.Zero };
        _delivery.Source.Add(1);
        _delivery.Time.Waited = _delivery.Time.Cancel;

        _delivery.Follow();

        Assert.Equal(TimeSpan.FromSeconds(30), _delivery.UsedOptions!.Timeout);
    }

    [Fact]
    public void The_dead_letters_are_on_the_disk_before_the_commit()
    {
        _delivery.Source.Add(2);
        _delivery.Source.AddDamaged("torn");
        _delivery.Source.BeforeCommit = () => Assert.Single(_delivery.DeadLetters);

        ForwardSummary summary = _delivery.SendOnce();

        Assert.Equal((2, 1), (summary.Events, summary.DeadLetters));
        Assert.Equal(3, _delivery.Source.Committed);
    }

    [Fact]
    public void Lines_that_are_no_events_are_passed_even_if_no_event_follows()
    {
        _delivery.Source.AddDamaged("torn");

        _delivery.SendOnce();

        Assert.Equal(1, _delivery.Source.Committed);
        Assert.Empty(_delivery.Receiver.Requests);
    }

    [Fact]
    public void Progress_is_told_once_a_second()
    {
        _delivery.Source.Add(1);
        _delivery.Time.Waited = () =>
        {
            if (_delivery.Time.Waits.Count == 100)
                _delivery.Time.Cancel();
        };

        _delivery.Follow();

        Assert.InRange(_delivery.Progress.Count, 4, 5);
        Assert.Equal(1, _delivery.Progress[^1].Summary.Events);
        Assert.Equal(0, _delivery.Progress[^1].Lag?.Events);
        Assert.Null(_delivery.Progress[^1].Trouble);
    }

    [Fact]
    public void Headers_over_an_unencrypted_connection_are_warned_of()
    {
        _delivery.Options = _delivery.Options with
        {
            Uri = new Uri("http://receiver.example/"),
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer abc" },
        };

        _delivery.SendOnce();

        string warning = Assert.Single(_delivery.Warnings);
        Assert.Contains("https", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", warning, StringComparison.Ordinal);
    }
}
