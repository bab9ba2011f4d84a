using TradingLogging.Forwarding.Tests.Delivery;
using TradingLogging.Forwarding.Transports;
using Xunit;

namespace TradingLogging.Forwarding.Tests;

public sealed class ReceiverCheckTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly FakeReceiver _receiver = new();

    public void Dispose() => _time.Dispose();

    [Fact]
    public void A_receiver_that_accepts_is_ready()
    {
        ReceiverCheckResult result = Test();

        Assert.Equal(
            new ReceiverCheckResult("https://receiver.example/", true, "", true, TimeSpan.Zero), result);
    }

    [Fact]
    public void A_receiver_that_refuses_says_why_without_secrets()
    {
        _receiver.Answer = _ => new DeliveryResult.Held("It answers 401: token=s3cr3tvalue is wrong.");

        ReceiverCheckResult result = Test();

        Assert.False(result.IsReady);
        Assert.Contains("401", result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3tvalue", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_receiver_that_never_answers_is_left_after_the_timeout()
    {
        _receiver.Waiting = async cancellation =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return new DeliveryResult.Accepted();
        };

        ReceiverCheckResult result = Test();

        Assert.False(result.IsReady);
        Assert.Contains("did not answer", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_can_be_cancelled()
    {
        _receiver.Waiting = async cancellation =>
        {
            _time.Cancel();
            await Task.Delay(Timeout.Infinite, cancellation);
            return new DeliveryResult.Accepted();
        };

        Assert.ThrowsAny<OperationCanceledException>(() => Test(TimeSpan.FromMinutes(1)));
    }

    private ReceiverCheckResult Test(TimeSpan? timeout = null) => ReceiverCheck.Test(
        new ForwarderOptions
        {
            LogDirectory = "/logs",
            Uri = new Uri("https://receiver.example/"),
            Timeout = timeout ?? TimeSpan.FromMilliseconds(20),
        },
        _ => _receiver,
        _time.ToDeliveryTime(),
        _time.Cancellation);
}
