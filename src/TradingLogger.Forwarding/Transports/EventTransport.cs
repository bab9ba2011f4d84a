using TradingLogging.Forwarding.Transports.Http;
using TradingLogging.Forwarding.Transports.Otlp;
using TradingLogging.Forwarding.Transports.Relp;
using TradingLogging.Forwarding.Transports.Syslog;

namespace TradingLogging.Forwarding.Transports;

/// <summary>Makes the transport that speaks the language of a receiver.</summary>
internal static class EventTransport
{
    /// <summary>Makes a transport. It connects when it is used.</summary>
    /// <param name="options">The receiver; checked already.</param>
    public static IEventTransport Create(ForwarderOptions options) => options.Protocol switch
    {
        ForwardProtocol.Otlp => new HttpEventTransport(options, new OtlpProtobufEncoder(options)),
        ForwardProtocol.OtlpJson => new HttpEventTransport(options, new OtlpJsonEncoder(options)),
        ForwardProtocol.Ndjson => new HttpEventTransport(options, new NdjsonEncoder(options)),
        ForwardProtocol.Relp => new RelpTransport(options),
        ForwardProtocol.Syslog => new SyslogTransport(options),
        _ => throw new NotSupportedException($"No transport speaks {options.Protocol}."),
    };
}
