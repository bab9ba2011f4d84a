using System.Security.Cryptography.X509Certificates;

namespace TradingLogging.Json.Converters;

/// <summary>A certificate: whose it is and how it is found, never its key.</summary>
internal sealed class CertificateConverter : ObjectConverter
{
    public static readonly CertificateConverter Instance = new();

    public override void WriteMembers(JsonLine line, object value)
    {
        var certificate = (X509Certificate)value;
        line.Member("subject", certificate.Subject);
        line.Member("thumbprint", certificate.GetCertHashString());
    }
}
