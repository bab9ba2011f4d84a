using System.Collections;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Forwarding;

namespace TradingLogging.PowerShell.Forwarding;

/// <summary>A cmdlet that speaks with a receiver of events.</summary>
public abstract class ReceiverCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    private protected ReceiverCmdlet()
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

    /// <summary>Headers of each request by HTTP: a hashtable of names and values. A value that is a secret must be a
    /// SecureString, with its scheme, such as Bearer; other values may be texts.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary Header { get; set; } = new Hashtable();

    /// <summary>The user and the password, for Basic authentication by HTTP.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The certificate, with its private key, by which the receiver knows this client. One of a file is made
    /// by <c>Get-PfxCertificate</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The thumbprint of such a certificate in the store of the user or of the machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificateThumbprint { get; set; }

    /// <summary>Whether requests by HTTP are compressed: None or Gzip. Several receivers refuse compressed requests;
    /// such a request is sent again without. Default None.</summary>
    [Parameter]
    public ForwardCompression Compression { get; set; }

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Frees what stops the cmdlet.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

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

    private Dictionary<string, string> Headers()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry header in Header)
        {
            string name = $"{header.Key}";
            if (ReceiverSecrets.ValueOf(header.Value) is { } value)
                headers[name] = value;
            else
                ThrowTerminatingError(ForwardingErrors.HeaderIsNoText(name));
            if (ReceiverHeader.FaultOf(name, headers[name]) is { } fault)
                ThrowTerminatingError(ForwardingErrors.InvalidHeader(name, fault));
            if (ReceiverSecrets.IsPlain(name, header.Value))
                ThrowTerminatingError(ForwardingErrors.SecretInHeader(name));
        }

        if (Credential == PSCredential.Empty)
            return headers;
        if (headers.ContainsKey("Authorization"))
            ThrowTerminatingError(ForwardingErrors.CredentialAndHeader());
        headers["Authorization"] = ReceiverSecrets.Basic(Credential);
        return headers;
    }

    private X509Certificate2? ClientCertificate()
    {
        if (CertificateThumbprint is null)
            return Certificate;
        if (Certificate is not null)
            ThrowTerminatingError(ForwardingErrors.TwoCertificates());
        X509Certificate2? found = ReceiverSecrets.FindCertificate(CertificateThumbprint);
        if (found is null)
            ThrowTerminatingError(ForwardingErrors.CertificateNotFound(CertificateThumbprint));
        return found;
    }
}
