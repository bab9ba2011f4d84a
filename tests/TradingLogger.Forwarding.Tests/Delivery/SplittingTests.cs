using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Transports;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Delivery;

public sealed class SplittingTests : IDisposable
{
    private readonly FakeDelivery _delivery = new();

    public void Dispose() => _delivery.Dispose();

    [Fact]
    public void A_request_that_is_too_large_is_halved_until_it_fits_in_order()
    {
        _delivery.Source.Add(100);
        _delivery.Receiver.Answer = request => request.Events.Length > 13
            ? new DeliveryResult.TooLarge("413")
            : new DeliveryResult.Accepted();

        ForwardSummary summary = _delivery.SendOnce();

        Assert.Equal(Enumerable.Range(0, 100), _delivery.Receiver.Accepted);
        Assert.Equal((100, 0), (summary.Events, summary.DeadLetters));
    }

    [Fact]
    public void The_smaller_size_is_remembered_for_a_while()
    {
        _delivery.Source.BatchEvents = 64;
        _delivery.Source.Add(64 * 10, length: 100);
        int limit = 2000;
        _delivery.Receiver.Answer = request =>
            request.Bytes > limit ? new DeliveryResult.TooLarge("413") : new DeliveryResult.Accepted();

        _delivery.SendOnce();
        int refused = _delivery.Receiver.Requests.Count(request => request.Bytes > limit);

        Assert.Equal(Enumerable.Range(0, 640), _delivery.Receiver.Accepted);
        Assert.InRange(refused, 1, 4);

        _delivery.Source.Add(64, length: 100);
        _delivery.Time.Now += TimeSpan.FromHours(1);
        _delivery.SendOnce();
        Assert.True(_delivery.Receiver.Requests.Count(request => request.Bytes > limit) > refused);
    }

    [Fact]
    public void Over_a_slow_line_less_is_sent_at_once_until_an_answer_comes_in_time()
    {
        _delivery.Source.Add(100, length: 10_000);
        _delivery.Receiver.Answer = request => request.Bytes > 100_000
            ? new DeliveryResult.Retry("It did not answer in time.", IsTimeout: true)
            : new DeliveryResult.Accepted();

        ForwardSummary summary = _delivery.SendOnce();

        Assert.Equal(Enumerable.Range(0, 100), _delivery.Receiver.Accepted);
        Assert.InRange(summary.Retries, 1, 5);
        Assert.All(_delivery.Receiver.Requests, request => Assert.True(request.Bytes >= 10_000));
    }

    [Fact]
    public void A_receiver_that_is_silent_does_not_make_requests_tiny()
    {
        var limit = new SizeLimit(_delivery.Options, _delivery.Time.ToDeliveryTime());
        for (int bytes = _delivery.Options.BatchBytes; limit.ShrinkAfterTimeout(bytes);)
            bytes = Math.Max(bytes / 2, SizeLimit.LeastAfterTimeout);
        var batch = Batches.Of([.. Enumerable.Repeat(new string('x', 1023), 100)]);

        Assert.Equal(SizeLimit.LeastAfterTimeout / 1024, limit.Fit(batch, 0, 100));
    }

    [Fact]
    public void After_a_minute_twice_as_much_is_tried()
    {
        var limit = new SizeLimit(_delivery.Options, _delivery.Time.ToDeliveryTime());
        var batch = Batches.Of([.. Enumerable.Repeat(new string('x', 9), 8)]);
        limit.Shrink(80);

        Assert.Equal(4, limit.Fit(batch, 0, 8));
        _delivery.Time.Now += SizeLimit.Memory;
        Assert.Equal(8, limit.Fit(batch, 0, 8));
    }

    [Fact]
    public void A_single_event_that_is_too_large_goes_to_the_dead_letters()
    {
        _delivery.Source.Add(5);
        _delivery.Source.Add(1, length: 5000);
        _delivery.Source.Add(5);
        _delivery.Receiver.Answer = request =>
            request.Bytes > 5000 ? new DeliveryResult.TooLarge("It answers 413.") : new DeliveryResult.Accepted();

        ForwardSummary summary = _delivery.SendOnce();

        Assert.Equal([0, 1, 2, 3, 4, 6, 7, 8, 9, 10], _delivery.Receiver.Accepted);
        Assert.Equal((10, 1), (summary.Events, summary.DeadLetters));
        DeadLetterRecord letter = Assert.Single(_delivery.DeadLetters);
        Assert.Equal(("id-5", 6, 50, "It answers 413."), (letter.Id, letter.Line, letter.Offset, letter.Reason));
        Assert.StartsWith("{\"n\":5,\"x\":\"xxx", letter.Text, StringComparison.Ordinal);
        Assert.Equal(11, _delivery.Source.Committed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(41)]
    [InlineData(99)]
    public void The_one_event_that_is_refused_goes_to_the_dead_letters(int bad)
    {
        _delivery.Source.Add(100);
        RefuseEvents(bad);

        ForwardSummary summary = _delivery.SendOnce();

        Assert.Equal(Enumerable.Range(0, 100).Where(number => number != bad), _delivery.Receiver.Accepted);
        Assert.Equal((99, 1), (summary.Events, summary.DeadLetters));
        Assert.Equal($"id-{bad}", Assert.Single(_delivery.DeadLetters).Id);
        Assert.InRange(_delivery.Receiver.Requests.Count, 2, 20);
        Assert.Contains("dead letters", Assert.Single(_delivery.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_events_that_are_refused_are_found_among_those_that_are_not()
    {
        _delivery.Source.BatchEvents = 40;
        _delivery.Source.Add(100);
        int[] bad = [0, 1, 2, 3, 17, 18, 39, 40, 77, 99];
        RefuseEvents(bad);

        ForwardSummary summary = _delivery.SendOnce();

        Assert.Equal(Enumerable.Range(0, 100).Except(bad), _delivery.Receiver.Accepted);
        Assert.Equal(bad.Select(number => $"id-{number}"), _delivery.DeadLetters.Select(letter => letter.Id));
        Assert.Equal(10, summary.DeadLetters);
    }

    [Fact]
    public void A_receiver_that_refuses_compression_gets_no_compressed_request_again()
    {
        _delivery.Options = _delivery.Options with { Compression = ForwardCompression.Gzip };
        _delivery.Source.BatchEvents = 10;
        _delivery.Source.Add(30);
        _delivery.Receiver.Answer = request =>
            request.MayCompress ? new DeliveryResult.Refused("400") : new DeliveryResult.Accepted();

        _delivery.SendOnce();

        Assert.Equal([true, false, false, false], _delivery.Receiver.Requests.Select(request => request.MayCompress));
        Assert.Equal(Enumerable.Range(0, 30), _delivery.Receiver.Accepted);
        Assert.Empty(_delivery.DeadLetters);
        Assert.Contains("uncompressed", Assert.Single(_delivery.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_event_is_no_reason_to_stop_compressing()
    {
        _delivery.Options = _delivery.Options with { Compression = ForwardCompression.Gzip };
        _delivery.Source.BatchEvents = 10;
        _delivery.Source.Add(20);
        RefuseEvents(3);

        _delivery.SendOnce();

        Assert.True(_delivery.Receiver.Requests[^1].MayCompress);
        Assert.Equal("id-3", Assert.Single(_delivery.DeadLetters).Id);
    }

    [Fact]
    public void A_receiver_that_refuses_compression_and_an_event_loses_nothing_else()
    {
        _delivery.Options = _delivery.Options with { Compression = ForwardCompression.Gzip };
        _delivery.Source.BatchEvents = 10;
        _delivery.Source.Add(30);
        _delivery.Receiver.Answer = request => request.MayCompress || request.Events.Contains(3)
            ? new DeliveryResult.Refused("400")
            : new DeliveryResult.Accepted();

        _delivery.SendOnce();

        Assert.Equal(Enumerable.Range(0, 30).Where(number => number != 3), _delivery.Receiver.Accepted);
        Assert.Equal("id-3", Assert.Single(_delivery.DeadLetters).Id);
        Assert.False(_delivery.Receiver.Requests[^1].MayCompress);
    }

    [Fact]
    public void Without_compression_in_the_options_no_request_may_be_compressed()
    {
        _delivery.Source.Add(10);
        RefuseEvents(4);

        _delivery.SendOnce();

        Assert.DoesNotContain(_delivery.Receiver.Requests, request => request.MayCompress);
    }

    [Fact]
    public void A_failure_that_passes_does_not_end_the_search_for_the_refused_event()
    {
        _delivery.Source.Add(64);
        int attempts = 0;
        _delivery.Receiver.Answer = request => ++attempts % 2 == 0
            ? new DeliveryResult.Retry("503")
            : request.Events.Contains(20) ? new DeliveryResult.Refused("400") : new DeliveryResult.Accepted();

        _delivery.SendOnce();

        Assert.Equal(Enumerable.Range(0, 64).Where(number => number != 20), _delivery.Receiver.Accepted);
        Assert.Equal("id-20", Assert.Single(_delivery.DeadLetters).Id);
    }

    private void RefuseEvents(params int[] bad) => _delivery.Receiver.Answer = request =>
        request.Events.Any(bad.Contains)
            ? new DeliveryResult.Refused("It answers 400.")
            : new DeliveryResult.Accepted();
}
