using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace TradingLogging.Forwarding.Transports;

// netstandard2.0 cannot be told not to resume a session. Where that fails, the next attempt begins a new one.
internal static class TlsHandshake
{
    public static Task RunAsync(SslStream stream, string host, X509CertificateCollection certificates) =>
        stream.AuthenticateAsClientAsync(
            host, certificates, SslProtocols.None, checkCertificateRevocation: false);
}
