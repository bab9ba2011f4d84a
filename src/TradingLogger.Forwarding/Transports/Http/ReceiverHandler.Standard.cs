using System.Net;
using System.Security.Authentication;

namespace TradingLogging.Forwarding.Transports.Http;

/// <summary>Connects with a receiver, as <c>ReceiverHandler.cs</c> describes it, where .NET Standard 2.0 is all there
/// is.</summary>
internal static class ReceiverHandler
{
    private const int MostKilobytesOfHeaders = 64;

    /// <summary>Makes the handler of a client.</summary>
    /// <param name="options">The receiver.</param>
    public static HttpMessageHandler Make(ForwarderOptions options)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = MostKilobytesOfHeaders,
            ClientCertificateOptions = ClientCertificateOption.Manual,
        };
        if (options.Certificate is { } certificate)
            handler.ClientCertificates.Add(certificate);
        return handler;
    }

    /// <inheritdoc cref="ReceiverHandler"/>
    public static bool IsMistrust(HttpRequestException exception) => exception.InnerException is AuthenticationException
        or WebException { Status: WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure };
}
