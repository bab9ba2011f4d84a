namespace TradingLogging.Forwarding.Transports;

/// <summary>Makes the transport that speaks the language of a receiver.</summary>
internal static class EventTransport
{
    /// <summary>Makes a transport. It connects when it is used.</summary>
    /// <param name="options">The receiver; checked already.</param>
    public static IEventTransport Create(ForwarderOptions options) => options.Protocol switch
    {
        _ => throw new NotSupportedException($"No transport speaks {options.Protocol}."),
    };
}
