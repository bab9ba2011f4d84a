using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;

namespace TradingLogging.Forwarding.Tests.Transports;

/// <summary>Events for the tests of transports, and how they are sent.</summary>
internal static class SentEvents
{
    /// <summary>A line as the log writes it.</summary>
    public const string Order =
        """{"timestamp": "2026-11-27T10:30:45.123456+01:00", "action": "ORDER_PLACED", "symbol": "BTCUSDT","""
        + """ "quantity": 0.5, "price": 43250.1, "order_id": 12345678901, "is_maker": true, "note": null}""";

    /// <summary>Options for a receiver.</summary>
    public static ForwarderOptions To(Uri uri, ForwardProtocol protocol = ForwardProtocol.Otlp) => new()
    {
        LogDirectory = "/logs",
        Uri = uri,
        Protocol = protocol,
        Host = "desk-1",
        Service = "bot",
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Sends lines to a receiver.</summary>
    public static async Task<DeliveryResult> SendAsync(
        ForwarderOptions options, EventBatch batch, bool mayCompress = true)
    {
        using IEventTransport transport = EventTransport.Create(options);
        return await transport.SendAsync(
            batch, 0, batch.Count, mayCompress, Xunit.TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a line to a receiver.</summary>
    public static Task<DeliveryResult> SendAsync(ForwarderOptions options, bool mayCompress = true) =>
        SendAsync(options, Batches.Of(Order), mayCompress);
}
