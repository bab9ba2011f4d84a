using System.Collections;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Forwarding;

namespace TradingLogging.PowerShell.Forwarding;

/// <summary>A cmdlet that speaks with receivers.</summary>
public abstract class ReceiverCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    private protected ReceiverCmdlet()
    {
    }

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

    /// <summary>The headers of the parameters. Ends the cmdlet with an error when one of them is wrong.</summary>
    private protected Dictionary<string, string> Headers()
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

    /// <summary>The certificate of the parameters; null for none. Ends the cmdlet with an error when there is none of
    /// the thumbprint.</summary>
    private protected X509Certificate2? ClientCertificate()
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
