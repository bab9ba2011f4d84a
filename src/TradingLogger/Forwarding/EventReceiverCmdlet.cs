using System.Management.Automation;
using TradingLogging.Forwarding;

namespace TradingLogging.PowerShell.Forwarding;

/// <summary>A cmdlet that speaks with a receiver of events.</summary>
public abstract class EventReceiverCmdlet : ReceiverCmdlet
{
    private protected EventReceiverCmdlet()
    {
    }

    /// <summary>The receiver: http or https for OpenTelemetry and newline-delimited JSON, with its path, such as
    /// https://collector:4318/v1/logs; relp or relps (TLS); syslogs (TLS) or syslog. It must not hold a
    /// password.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public Uri Uri { get; set; } = null!;

    /// <summary>The language of the receiver: Otlp (OpenTelemetry logs as protobuf), OtlpJson, Ndjson (a JSON object a
    /// line, as ClickHouse and Vector take it), Relp (rsyslog) or Syslog (RFC 5425, best effort). Default
    /// Otlp.</summary>
    [Parameter]
    public ForwardProtocol Protocol { get; set; }

    /// <summary>Whether requests by HTTP are compressed: None or Gzip. Several receivers refuse compressed requests;
    /// such a request is sent again without. Default None.</summary>
    [Parameter]
    public ForwardCompression Compression { get; set; }

    /// <summary>The options of the parameters. Ends the cmdlet with an error when one of them is wrong.</summary>
    /// <param name="logDirectory">The full path of the log directory.</param>
    private protected ForwarderOptions Options(string logDirectory)
    {
        if (ReceiverSecrets.IsIn(Uri))
            ThrowTerminatingError(ForwardingErrors.SecretInUri());
        return new ForwarderOptions
        {
            LogDirectory = logDirectory,
            Uri = Uri,
            Protocol = Protocol,
            Headers = Headers(),
            Certificate = ClientCertificate(),
            Compression = Compression,
        };
    }
}
