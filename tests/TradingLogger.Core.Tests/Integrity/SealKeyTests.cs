using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TradingLogging.Integrity;
using TradingLogging.Tests.Storage.Chain;
using Xunit;

namespace TradingLogging.Tests.Integrity;

/// <summary>What signs seals, and what verifies them.</summary>
public sealed class SealKeyTests : IDisposable
{
    private const string Secret = "sixteen bytes: ä";

    private readonly ChainedLog _log = new();
    private readonly LogFolder _elsewhere = new();

    public SealKeyTests()
    {
        _log.Write("2025-12-16 10:00", "A");
        _log.Write("2025-12-17 10:00", "B");
        File.Delete(_log.Folder.PathOf("trades.log.2025-12-16.seal"));
    }

    public void Dispose()
    {
        _log.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void A_secret_is_the_same_as_bytes_in_a_file_and_as_a_secure_string()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Secret);
        File.WriteAllBytes(_elsewhere.PathOf("secret"), bytes);
        using var secure = new SecureString();
        foreach (char character in Secret)
            secure.AppendChar(character);
        new TradeSealer(_log.Path, SealKey.FromSecret(bytes)).SealDays();

        Assert.All(
            [
                SealKey.FromSecret(bytes),
                SealKey.FromFile(_elsewhere.PathOf("secret")),
                SealKey.FromSecureString(secure),
            ],
            key => Assert.Equal(SealState.Verified, StateFor(key)));
        Assert.Equal(SealState.Broken, StateFor(SealKey.FromSecret(new byte[16])));
        Assert.Equal(SealState.NotChecked, StateFor(null));
    }

    [Fact]
    public void A_secret_of_less_than_16_bytes_is_refused() =>
        Assert.Throws<ArgumentException>(() => SealKey.FromSecret(new byte[15]));

    [Fact]
    public void A_key_on_P_256_in_a_file_signs_and_its_public_part_verifies()
    {
        Wine.Skip("it cannot make a key.");
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_elsewhere.PathOf("private.pem"), pair.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(_elsewhere.PathOf("public.pem"), pair.ExportSubjectPublicKeyInfoPem());
        new TradeSealer(_log.Path, SealKey.FromFile(_elsewhere.PathOf("private.pem"))).SealDays();

        SealKey publicKey = SealKey.FromFile(_elsewhere.PathOf("public.pem"));

        Assert.Equal(SealState.Verified, StateFor(publicKey));
        Assert.Equal(SealState.NotChecked, StateFor(null));
        Assert.Throws<InvalidOperationException>(() => new TradeSealer(_log.Path, publicKey).SealCurrent());
        Assert.False(File.Exists(_log.Path + ".seal"));
    }

    [Fact]
    public void The_key_of_a_certificate_signs_and_the_certificate_without_it_verifies()
    {
        Wine.Skip("it cannot make a certificate.");
        using X509Certificate2 own = MakeCertificate();
        using X509Certificate2 publicPart = X509CertificateLoader.LoadCertificate(own.Export(X509ContentType.Cert));
        using X509Certificate2 other = MakeCertificate();
        new TradeSealer(_log.Path, SealKey.FromCertificate(own)).SealDays();

        Assert.Equal(SealState.Verified, StateFor(SealKey.FromCertificate(own)));
        Assert.Equal(SealState.Verified, StateFor(SealKey.FromCertificate(publicPart)));
        Assert.Equal(SealState.Broken, StateFor(SealKey.FromCertificate(other)));
        Assert.Equal(SealState.Broken, StateFor(SealKey.FromSecret(new byte[16])));
        Assert.Throws<InvalidOperationException>(
            () => new TradeSealer(_log.Path, SealKey.FromCertificate(publicPart)).SealCurrent());
    }

    [Fact]
    public void Keys_of_other_kinds_and_curves_are_refused()
    {
        Wine.Skip("it cannot make a certificate.");
        using var rsa = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest(
            "CN=rsa", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        using var wide = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        File.WriteAllText(_elsewhere.PathOf("wide.pem"), wide.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(_elsewhere.PathOf("rsa.pem"), rsa.ExportPkcs8PrivateKeyPem());

        Assert.Throws<ArgumentException>(() => SealKey.FromCertificate(certificate));
        Assert.Throws<ArgumentException>(() => SealKey.FromFile(_elsewhere.PathOf("wide.pem")));
        Assert.Throws<ArgumentException>(() => SealKey.FromFile(_elsewhere.PathOf("rsa.pem")));
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=seals", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
    }

    private SealState StateFor(SealKey? key) =>
        new TradeLogVerifier(_log.Path, key).Verify(TestContext.Current.CancellationToken).First().Seal;
}
