using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace TradingLogging.Forwarding.Transports;

/// <summary>Begins TLS as a client.</summary>
internal static class TlsHandshake
{
    /// <summary>Agrees upon TLS in a version that the system allows.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="host">The name that the certificate of the receiver must have.</param>
    /// <param name="certificates">The certificate of this client, if it has one.</param>
    /// <remarks>No session is resumed: rsyslog by OpenSSL breaks off when a client with a certificate tries
    /// to.</remarks>
    public static Task RunAsync(SslStream stream, string host, X509CertificateCollection certificates) =>
        stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ClientCertificates = certificates,
            AllowTlsResume = false,
        });
}
