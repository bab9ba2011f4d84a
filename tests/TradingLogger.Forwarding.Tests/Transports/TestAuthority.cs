using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TradingLogging.Forwarding.Tests.Transports;

/// <summary>An authority of certificates that this process trusts, on Linux.</summary>
internal static partial class TestAuthority
{
    private static readonly DateTimeOffset Yesterday = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly X509Certificate2 Authority = Make();

    /// <summary>Why tests of TLS are skipped elsewhere.</summary>
    public const string OnlyOnLinux = "Only on Linux a process can trust an authority of its own.";

    /// <summary>The certificate of the authority.</summary>
    public static string Pem { get; } = Authority.ExportCertificatePem();

    /// <summary>Issues a certificate with its key for this machine, or for a client.</summary>
    /// <param name="name">The name of the machine.</param>
    /// <param name="until">The end of its validity.</param>
    public static X509Certificate2 Issue(string name = "localhost", DateTimeOffset? until = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = Request(name, key);
        byte[] serial = RandomNumberGenerator.GetBytes(8);
        using X509Certificate2 certificate =
            request.Create(Authority, Yesterday, until ?? DateTimeOffset.UtcNow.AddDays(1), serial);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>Makes a certificate that nobody trusts.</summary>
    public static X509Certificate2 SelfSigned()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Request("localhost", key).CreateSelfSigned(Yesterday, DateTimeOffset.UtcNow.AddDays(1));
    }

    // .NET reads the variable once, when the first certificate is checked, and from the environment of the process
    // itself.
    [ModuleInitializer]
    internal static void Trust()
    {
        if (!OperatingSystem.IsLinux())
            return;
        string file = Path.GetTempFileName();
        File.WriteAllText(file, Pem);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
        _ = SetEnvironment("SSL_CERT_FILE", file, 1);
    }

    private static X509Certificate2 Make()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=TradingLogger tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return request.CreateSelfSigned(Yesterday.AddDays(-365), DateTimeOffset.UtcNow.AddDays(365));
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
            names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        return request;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
