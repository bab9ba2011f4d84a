using System.Security.Cryptography.X509Certificates;

namespace TradingLogging.Forwarding;

/// <summary>Where the events of a trade log are sent, and how.</summary>
public sealed record ForwarderOptions
{
    /// <summary>The longest name of a forwarder.</summary>
    public const int LongestName = 64;

    /// <summary>The directory of the log: the events of its <c>trades.log</c> and of the archived days are
    /// sent.</summary>
    public required string LogDirectory { get; init; }

    /// <summary>The name of the forwarder, under which it remembers what was sent: 1 to 64 letters, digits, <c>-</c>,
    /// <c>_</c> and <c>.</c>, beginning with a letter or a digit. Default <c>default</c>.</summary>
    public string Name { get; init; } = "default";

    /// <summary>The receiver: <c>http</c> or <c>https</c> for <see cref="ForwardProtocol.Otlp"/>,
    /// <see cref="ForwardProtocol.OtlpJson"/> and <see cref="ForwardProtocol.Ndjson"/>; <c>relp</c> or <c>relps</c>;
    /// <c>syslogs</c> (TLS) or <c>syslog</c> (plain TCP).</summary>
    public required Uri Uri { get; init; }

    /// <summary>Whether all of the address behind the host is a secret, and not only what looks like one. Default
    /// false.</summary>
    internal bool IsUriSecret { get; init; }

    /// <summary>The language of the receiver. Default <see cref="ForwardProtocol.Otlp"/>.</summary>
    public ForwardProtocol Protocol { get; init; }

    /// <summary>Whether requests by HTTP are compressed. Default not: several receivers refuse it.</summary>
    public ForwardCompression Compression { get; init; }

    /// <summary>Headers of each request by HTTP, such as <c>Authorization</c>. Their values are secrets and never
    /// shown.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The certificate by which the receiver knows this client. Default none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The name of the machine in the receiver. Default that of this machine.</summary>
    public string Host { get; init; } = Environment.MachineName;

    /// <summary>The name of the service in the receiver. Default <c>TradingLogger</c>.</summary>
    public string Service { get; init; } = "TradingLogger";

    /// <summary>The most events of a request, 1 to 1,000,000. Default 10,000.</summary>
    public int BatchEvents { get; init; } = 10_000;

    /// <summary>The most bytes of the lines of a request, 1 to 64 MiB; a longer line is a request of its own. Default 4
    /// MiB.</summary>
    public int BatchBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long the receiver may take for an answer, above 0. Default 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long <see cref="EventForwarder.SendOnce"/> tries to send a request that fails for a passing reason,
    /// 0 or more. An answer is not waited for longer than what is left of it, but a second at least.
    /// <see cref="EventForwarder.Follow"/> has no limit. Default 1 minute.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>The language of a receiver.</summary>
public enum ForwardProtocol
{
    /// <summary>OpenTelemetry logs by HTTP, as protobuf. The default.</summary>
    Otlp,

    /// <summary>OpenTelemetry logs by HTTP, as JSON.</summary>
    OtlpJson,

    /// <summary>One JSON object a line by HTTP, as ClickHouse, Vector and others take it.</summary>
    Ndjson,

    /// <summary>RELP, as rsyslog takes it: each event is acknowledged.</summary>
    Relp,

    /// <summary>Syslog over TLS (RFC 5425). Best effort, because it has no acknowledgement.</summary>
    Syslog,
}

/// <summary>How the requests to a receiver are compressed.</summary>
public enum ForwardCompression
{
    /// <summary>Not at all. The default.</summary>
    None,

    /// <summary>By gzip.</summary>
    Gzip,
}
