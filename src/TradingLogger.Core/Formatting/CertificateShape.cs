using System.Security.Cryptography.X509Certificates;

namespace TradingLogging.Formatting;

/// <summary>A certificate: whose it is and how it is found, never its key.</summary>
internal sealed class CertificateShape : ObjectShape
{
    public static readonly CertificateShape Instance = new();

    public override void WriteMembers(JsonLine line, object value)
    {
        var certificate = (X509Certificate)value;
        line.Member("subject", certificate.Subject);
        line.Member("thumbprint", certificate.GetCertHashString());
    }
}
