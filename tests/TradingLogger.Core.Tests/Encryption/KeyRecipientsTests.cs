using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Configuration;
using TradingLogging.Decryption;
using TradingLogging.Encryption;
using TradingLogging.Encryption.Writing;
using TradingLogging.Reading;
using TradingLogging.Tests.Specification;
using Xunit;

namespace TradingLogging.Tests.Encryption;

/// <summary>Who can be named as a reader of encrypted members, and who is refused.</summary>
public sealed class KeyRecipientsTests : IDisposable
{
    // Not made in the type's initialiser: where keys cannot be made, an exception would leave it.
    private static readonly Lazy<RSA> RsaKey = new(() => RSA.Create(2048));
    private static readonly Lazy<ECDsa> CurveKey = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));

    private readonly OwnerOfMembers _owner = new();

    private static RSA Rsa => RsaKey.Value;

    private static ECDsa Curve => CurveKey.Value;

    public static TheoryData<string> Files => [.. PublicForms.Keys];

    public static TheoryData<string> PrivateFiles => [.. PrivateForms.Keys];

    public static TheoryData<string> OtherFiles => [.. OtherForms.Keys];

    private static Dictionary<string, Func<byte[]>> PublicForms { get; } = new()
    {
        ["rsa.pem"] = () => Text(Rsa.ExportSubjectPublicKeyInfoPem()),
        ["rsa-pkcs1.pem"] = () => Text(Rsa.ExportRSAPublicKeyPem()),
        ["rsa.der"] = () => Rsa.ExportSubjectPublicKeyInfo(),
        ["rsa-certificate.pem"] = () => Text(RsaCertificate().ExportCertificatePem()),
        ["rsa-certificate.cer"] = () => RsaCertificate().RawData,
        ["curve.pem"] = () => Text("A comment\n" + Curve.ExportSubjectPublicKeyInfoPem()),
        ["curve.der"] = () => Curve.ExportSubjectPublicKeyInfo(),
        ["curve-certificate.pem"] = () => Text(CurveCertificate().ExportCertificatePem()),
        ["curve-certificate.cer"] = () => CurveCertificate().RawData,
    };

    private static Dictionary<string, Func<byte[]>> PrivateForms { get; } = new()
    {
        ["rsa-private.pem"] = () => Text(Rsa.ExportPkcs8PrivateKeyPem()),
        ["rsa-pkcs1-private.pem"] = () => Text(Rsa.ExportRSAPrivateKeyPem()),
        ["curve-private.pem"] = () => Text(Curve.ExportECPrivateKeyPem()),
        ["encrypted-private.pem"] = () => Text(Curve.ExportEncryptedPkcs8PrivateKeyPem(
            "x", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1))),
        ["both.pem"] = () => Text(CurveCertificate().ExportCertificatePem() + "\n" + Curve.ExportPkcs8PrivateKeyPem()),
        ["both-traditional.pem"] = () => Text(CurveCertificate().ExportCertificatePem() + """

            -----BEGIN RSA PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF

            AAAA
            -----END RSA PRIVATE KEY-----
            """),
        ["rsa-private.der"] = () => Rsa.ExportPkcs8PrivateKey(),
        ["curve-private.der"] = () => Curve.ExportPkcs8PrivateKey(),
        ["curve-sec1-private.der"] = () => Curve.ExportECPrivateKey(),
        ["certificate.pfx"] = () => CurveCertificate().Export(X509ContentType.Pfx),
    };

    private static Dictionary<string, Func<byte[]>> OtherForms { get; } = new()
    {
        ["short-rsa.pem"] = () => Text(RSA.Create(1024).ExportSubjectPublicKeyInfoPem()),
        ["p384.pem"] = () => Text(ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportSubjectPublicKeyInfoPem()),
        ["two.pem"] = () => Text(Curve.ExportSubjectPublicKeyInfoPem() + "\n" + Rsa.ExportSubjectPublicKeyInfoPem()),
        ["no-point.der"] = () => [.. Curve.ExportSubjectPublicKeyInfo()[..27], .. new byte[64]],
        ["text.pem"] = () => Text("hello"),
        ["broken.pem"] = () => Text("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"),
        ["empty.pem"] = () => [],
        ["large.pem"] = () => new byte[100_000],
    };

    public void Dispose() => _owner.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_public_key_or_a_certificate_in_a_file_is_a_recipient(string name)
    {
        string path = Write(name, PublicForms[name]());
        string privateKey = Write("key", Text(
            name.StartsWith("rsa", StringComparison.Ordinal)
                ? Rsa.ExportPkcs8PrivateKeyPem()
                : Curve.ExportPkcs8PrivateKeyPem()));
        using (var session = new TestSession(_owner.Config("account") with { EncryptTo = [path] }))
            session.LogTrade("X", new { account = 4711 });

        Assert.Equal("4711", ReadWith(privateKey));
    }

    [Theory]
    [MemberData(nameof(PrivateFiles))]
    public void A_private_key_is_refused(string name)
    {
        string message = Refused(Write(name, PrivateForms[name]()));

        Assert.Contains("private key", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OtherFiles))]
    public void Something_else_is_refused_with_what_would_be_right(string name)
    {
        string path = Write(name, OtherForms[name]());

        string message = Refused(path);

        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("RSA of 2048 bits or more, or P-256", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-file.pem")]
    [InlineData("0123456789abcdef0123456789abcdef01234567")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void A_name_behind_which_nothing_is_is_refused(string name) =>
        Assert.Contains(name, Refused(name), StringComparison.Ordinal);

    [Fact]
    public void Members_without_a_reader_are_an_error() =>
        Assert.Contains(
            "encrypt_to",
            Assert.Throws<ConfigurationException>(
                () => new TestSession(_owner.Config("account") with { EncryptTo = [] })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Too_many_readers_are_an_error() =>
        Assert.Throws<ConfigurationException>(() => new TestSession(_owner.Config("account") with
        {
            EncryptTo = [.. Enumerable.Repeat(_owner.PublicKey, KeyRecipients.Most + 1)],
        }));

    [Fact]
    public void Each_of_several_readers_can_read_all_and_one_named_twice_is_one()
    {
        LoggingConfig config = _owner.Config("account") with
        {
            EncryptTo = [Write("rsa.pem", PublicForms["rsa.pem"]()), _owner.PublicKey, _owner.PublicKey],
        };
        using (var session = new TestSession(config))
            session.LogTrade("X", new { account = 4711 });

        KeyLine line = KeyLine.TryParse(
            File.ReadAllBytes(_owner.Log.PathOf("trades.log.2025-12-18.keys")), out _)!;
        Assert.Equal(
            [KeyLineRecipient.RsaOaep, KeyLineRecipient.EcdhEs], line.Recipients.Select(one => one.Algorithm));
        Assert.Equal("4711", ReadWith(_owner.Own.PathOf("private.pem")));
        Assert.Equal("4711", ReadWith(Write("key", Text(Rsa.ExportPkcs8PrivateKeyPem()))));
    }

    [Fact]
    public void A_certificate_of_the_store_is_a_recipient_and_its_private_key_there_is_warned_of()
    {
        using X509Certificate2 certificate = CurveCertificate();
        using X509Certificate2 persisted = X509CertificateLoader.LoadPkcs12(
            certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.PersistKeySet);
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        try
        {
            store.Open(OpenFlags.ReadWrite);
            store.Add(persisted);
        }
        catch (CryptographicException)
        {
            Assert.Skip("The certificates of this user cannot be changed.");
        }

        try
        {
            List<string> warnings = [];
            var found = KeyRecipients.Read([certificate.Thumbprint.ToLowerInvariant()], warnings.Add);

            Assert.Equal(
                KeyRecipient.Of(Curve.ExportSubjectPublicKeyInfo()).Id, Assert.Single(found.Ids));
            Assert.Contains("private key", Assert.Single(warnings), StringComparison.Ordinal);
        }
        finally
        {
            store.Remove(persisted);
        }
    }

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static X509Certificate2 RsaCertificate() => new CertificateRequest(
        "CN=owner", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));

    private static X509Certificate2 CurveCertificate() => new CertificateRequest(
        "CN=owner", Curve, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));

    private string Refused(string name) => Assert.Throws<ConfigurationException>(
        () => new TestSession(_owner.Config("account") with { EncryptTo = [name] })).Message;

    private string Write(string name, byte[] content)
    {
        string path = _owner.Own.PathOf(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private string? ReadWith(string privateKey)
    {
        using var keys = new ContentKeys([PrivateKey.FromFile(privateKey)]);
        TradeEvent read = Assert.Single(
            TradeLog.InDirectory(_owner.Log.FullName).Read(null, new LogReadOptions { Keys = keys }));
        object? account = read.Members.Single(member => member.Key == "account").Value;
        return Convert.ToString(account, CultureInfo.InvariantCulture);
    }
}
