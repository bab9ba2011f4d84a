using System.Net;
using System.Net.Security;

namespace TradingLogging.Forwarding.Transports.Http;

/// <summary>Connects with a receiver. <c>ReceiverHandler.Standard.cs</c> does it where .NET Standard 2.0 is all there
/// is.</summary>
/// <remarks>The receiver is the address that was given, and nothing else: redirects are not followed, variables and
/// settings for a proxy do not count, no cookie is kept, an answer is not decompressed. The certificate of the receiver
/// is checked by the system's rules, without asking for revocation.</remarks>
internal static class ReceiverHandler
{
    private const int MostKilobytesOfHeaders = 64;

    // A name may lead to another address some day.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Makes the handler of a client.</summary>
    /// <param name="options">The receiver.</param>
    public static HttpMessageHandler Make(ForwarderOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.Timeout,
            PooledConnectionLifetime = ConnectionLifetime,
            MaxResponseHeadersLength = MostKilobytesOfHeaders,
            MaxResponseDrainSize = 0,
            ActivityHeadersPropagator = null,
        };
        if (options.Certificate is not { } certificate)
            return handler;
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = [certificate],
            // By default a certificate is kept back when its issuer is not among those that the receiver names.
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate,
        };
        return handler;
    }

    /// <summary>Whether a request failed because the two sides do not trust each other, which no repetition
    /// mends.</summary>
    public static bool IsMistrust(HttpRequestException exception) =>
        exception.InnerException is System.Security.Authentication.AuthenticationException;
}
