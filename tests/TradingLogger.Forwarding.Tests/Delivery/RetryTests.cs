using TradingLogging.Forwarding.Transports;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Delivery;

public sealed class RetryTests : IDisposable
{
    private readonly FakeDelivery _delivery = new();

    public void Dispose() => _delivery.Dispose();

    [Fact]
    public void Attempts_come_at_doubled_distances_up_to_a_minute()
    {
        _delivery.Source.Add(1);
        FailTimes(14, new DeliveryResult.Retry("503"));

        ForwardSummary summary = _delivery.Follow();

        double[] expected =
            [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 60, 60, 60, 60];
        Assert.Equal(expected, Distances().Select(distance => Math.Round(distance.TotalSeconds, 6)));
        Assert.Equal((1, 14), (summary.Events, summary.Retries));
    }

    [Fact]
    public void Chance_decides_over_the_whole_distance()
    {
        _delivery.Source.Add(1);
        _delivery.Time.Random = 0.25;
        FailTimes(3, new DeliveryResult.Retry("503"));

        _delivery.Follow();

        Assert.Equal([0.025, 0.05, 0.1], Distances().Select(distance => Math.Round(distance.TotalSeconds, 6)));
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(3600, 300)]
    [InlineData(-5, 0.1)]
    public void The_receiver_says_how_long_to_wait_within_bounds(double asked, double waited)
    {
        _delivery.Source.Add(1);
        FailTimes(1, new DeliveryResult.Retry("429", TimeSpan.FromSeconds(asked)));

        _delivery.Follow();

        Assert.Equal(waited, Assert.Single(Distances()).TotalSeconds, 6);
    }

    [Fact]
    public void Each_row_of_failures_begins_with_a_short_distance()
    {
        _delivery.Source.BatchEvents = 1;
        _delivery.Source.Add(2);
        int attempts = 0;
        _delivery.Receiver.Answer = request => ++attempts is 1 or 2 or 4
            ? new DeliveryResult.Retry("503")
            : new DeliveryResult.Accepted();

        _delivery.SendOnce();

        Assert.Equal([0.1, 0.2, 0.1], _delivery.Time.Waits.Select(wait => Math.Round(wait.TotalSeconds, 6)));
        Assert.Equal([0, 1], _delivery.Receiver.Accepted);
    }

    [Fact]
    public void Sending_once_gives_up_after_its_time_and_says_what_is_left_and_why()
    {
        _delivery.Source.BatchEvents = 10;
        _delivery.Source.Add(30);
        _delivery.Receiver.Answer = request =>
            request.Events[0] < 10 ? new DeliveryResult.Accepted() : new DeliveryResult.Retry("It answers 503.");

        var exception = Assert.Throws<ForwardException>(() => _delivery.SendOnce());

        Assert.StartsWith(
            "20 events (200 bytes) are not sent to https://receiver.example/v1/logs: It answers 503.",
            exception.Message, StringComparison.Ordinal);
        Assert.Equal(10, exception.Summary.Events);
        Assert.Equal(60, _delivery.Time.Total.TotalSeconds, 3);
        Assert.Equal(10, _delivery.Source.Committed);
    }

    [Fact]
    public void Sending_once_does_not_wait_for_longer_than_it_has_time()
    {
        _delivery.Source.Add(1);
        _delivery.Receiver.Answer = _ => new DeliveryResult.Retry("429", TimeSpan.FromSeconds(61));

        var exception = Assert.Throws<ForwardException>(() => _delivery.SendOnce());

        Assert.Empty(_delivery.Time.Waits);
        Assert.Contains(
            ": 429. The receiver asked to wait for 61 s. They stay", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(-5)]
    public void Attempts_that_take_all_the_time_end_with_their_reason(int? asked)
    {
        _delivery.Source.Add(1);
        _delivery.Receiver.Answer = _ =>
        {
            _delivery.Time.Now += TimeSpan.FromSeconds(40);
            return new DeliveryResult.Retry("503", asked is { } wait ? TimeSpan.FromSeconds(wait) : null);
        };

        var exception = Assert.Throws<ForwardException>(() => _delivery.SendOnce());

        Assert.Contains(": 503. They stay", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, _delivery.Receiver.Requests.Count);
    }

    [Fact]
    public void Following_tells_of_a_receiver_that_is_down_and_goes_on_when_it_is_up()
    {
        _delivery.Source.Add(5);
        FailTimes(40, new DeliveryResult.Retry("Connection refused, token=s3cr3tvalue."));
        _delivery.Receiver.Answer = Before(_delivery.Receiver.Answer, () =>
        {
            if (_delivery.Receiver.Requests.Count == 40)
            {
                Assert.Contains("Connection refused", _delivery.State.LastError, StringComparison.Ordinal);
                Assert.DoesNotContain("s3cr3tvalue", _delivery.State.LastError, StringComparison.Ordinal);
                Assert.Contains("Connection refused", _delivery.Progress[^1].Trouble, StringComparison.Ordinal);
            }
        });

        _delivery.Follow();

        Assert.Equal(Enumerable.Range(0, 5), _delivery.Receiver.Accepted);
        Assert.DoesNotContain("s3cr3tvalue", Assert.Single(_delivery.Warnings), StringComparison.Ordinal);
        Assert.Null(_delivery.Progress[^1].Trouble);
    }

    [Fact]
    public void A_wait_between_attempts_ends_with_the_cancellation()
    {
        _delivery.Source.Add(1);
        _delivery.Receiver.Answer = _ => new DeliveryResult.Retry("503", TimeSpan.FromMinutes(4));
        _delivery.Time.Waited = _delivery.Time.Cancel;

        _delivery.Follow();

        Assert.Equal(TimeSpan.FromSeconds(1), Assert.Single(_delivery.Time.Waits));
    }

    [Fact]
    public void A_commit_that_fails_is_tried_again_before_anything_else_is_sent()
    {
        _delivery.Source.BatchEvents = 10;
        _delivery.Source.Add(20);
        int failures = 8;
        _delivery.Source.BeforeCommit = () =>
        {
            if (failures-- > 0)
            {
                Assert.Single(_delivery.Receiver.Requests);
                throw new IOException("The disk is full.");
            }
        };

        _delivery.SendOnce();

        Assert.Equal(Enumerable.Range(0, 20), _delivery.Receiver.Accepted);
        Assert.Equal(20, _delivery.Source.Committed);
        Assert.Contains("The disk is full.", Assert.Single(_delivery.Warnings), StringComparison.Ordinal);
        Assert.Equal("The disk is full.", _delivery.State.LastError);
    }

    [Fact]
    public void Sending_once_gives_up_when_it_cannot_remember()
    {
        _delivery.Source.Add(1);
        _delivery.Source.BeforeCommit = () => throw new IOException("The disk is full.");

        var exception = Assert.Throws<ForwardException>(() => _delivery.SendOnce());

        Assert.Contains("The disk is full.", exception.Message, StringComparison.Ordinal);
        Assert.Single(_delivery.Receiver.Requests);
    }

    [Fact]
    public void A_log_that_cannot_be_read_for_a_while_is_read_later()
    {
        _delivery.Source.Add(1);
        int failures = 3;
        _delivery.Source.BeforeRead = () =>
        {
            if (failures-- > 0)
                throw new IOException("Input/output error");
        };

        ForwardSummary summary = _delivery.SendOnce();

        Assert.Equal((1, 0), (summary.Events, summary.Retries));
    }

    private static Func<FakeRequest, DeliveryResult> Before(Func<FakeRequest, DeliveryResult> answer, Action action) =>
        request =>
        {
            action();
            return answer(request);
        };

    // Then it accepts, and following ends two seconds later.
    private void FailTimes(int times, DeliveryResult failure)
    {
        TimeSpan? end = null;
        _delivery.Receiver.Answer = _ =>
        {
            if (times-- > 0)
                return failure;
            end = _delivery.Time.Now + TimeSpan.FromSeconds(2);
            return new DeliveryResult.Accepted();
        };
        _delivery.Time.Waited = () =>
        {
            if (_delivery.Time.Now >= end)
                _delivery.Time.Cancel();
        };
    }

    private IEnumerable<TimeSpan> Distances()
    {
        List<FakeRequest> requests = _delivery.Receiver.Requests;
        return requests.Skip(1).Zip(requests, (later, earlier) => later.Time - earlier.Time);
    }
}
