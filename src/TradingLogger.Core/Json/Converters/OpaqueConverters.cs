using System.Net;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Masking;

namespace TradingLogging.Json.Converters;

/// <summary>A type of which a fixed note is written and whose values are never read: secrets, and things that act
/// rather than tell.</summary>
internal sealed class OpaqueConverter(string note) : ValueConverter
{
    /// <summary>The converter of all secrets.</summary>
    public static readonly OpaqueConverter Secret = new(SecretMask.Mark);

    private static readonly Type[] Secrets =
    [
        typeof(SecureString), typeof(ICredentials), typeof(AsymmetricAlgorithm), typeof(SymmetricAlgorithm),
        typeof(KeyedHashAlgorithm), typeof(DeriveBytes), typeof(RSAParameters), typeof(ECParameters),
        typeof(DSAParameters), typeof(Cookie), typeof(CookieContainer), typeof(CookieCollection),
    ];

    // By name, so that the core does not load these assemblies to ask.
    private static readonly string[] SecretsByName =
    [
        "System.Net.Http.Headers.AuthenticationHeaderValue", "System.Security.Cryptography.CngKey",
        "System.Security.Cryptography.MLKem", "System.Security.Cryptography.MLDsa",
        "System.Security.Cryptography.AesGcm",
    ];

    // To read their properties costs much, tells little and may act.
    private static readonly Type[] Things =
    [
        typeof(Delegate), typeof(Task), typeof(Stream), typeof(TextReader), typeof(TextWriter), typeof(WaitHandle),
        typeof(SafeHandle), typeof(Thread), typeof(Assembly), typeof(Module), typeof(MemberInfo), typeof(Pointer),
        typeof(System.Diagnostics.Process),
    ];

    /// <summary>The converter of a type; null when its values are to be read.</summary>
    public static OpaqueConverter? TryFind(Type type)
    {
        if (Array.Exists(Secrets, secret => secret.IsAssignableFrom(type)))
            return Secret;
        if (Array.IndexOf(SecretsByName, type.FullName) >= 0)
            return Secret;
        bool isThing = !typeof(Type).IsAssignableFrom(type)
            && Array.Exists(Things, kind => kind.IsAssignableFrom(type));
        return isThing ? new OpaqueConverter(type.FullName ?? type.Name) : null;
    }

    public override void Write(JsonLine line, object value) => line.Text(note);
}

/// <summary>A certificate: its subject and its thumbprint, never its key.</summary>
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
