using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Decryption;
using Xunit;

namespace TradingLogging.Tests.Decryption;

/// <summary>In which forms a private key is taken, and what is said of what is none.</summary>
public sealed class PrivateKeyTests : IDisposable
{
    private static readonly PbeParameters Pbe =
        new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 1000);

    private static readonly string Plain = EncryptedTestLog.Line("\"account\": \"U1\"");

    private readonly EncryptedTestLog _log = new();

    public PrivateKeyTests() =>
        _log.WriteLog(EncryptedTestLog.Line($"\"account\": {_log.Value("/account", "\"U1\"")}"));

    public void Dispose() => _log.Dispose();

    public static TheoryData<string> Forms => ["PKCS8", "SEC1", "behind a certificate", "behind blanks and text"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_key_in_PEM_opens(string form)
    {
        string pem = form switch
        {
            "PKCS8" => _log.Owner.ExportPkcs8PrivateKeyPem(),
            "SEC1" => _log.Owner.ExportECPrivateKeyPem(),
            "behind a certificate" => Certificate(_log.Owner).ExportCertificatePem() + "\n"
                + _log.Owner.ExportPkcs8PrivateKeyPem(),
            _ => "Bag Attributes\n\n  \r\n" + _log.Owner.ExportPkcs8PrivateKeyPem() + "\n\n",
        };

        Assert.Equal([Plain], ReadWith(pem));
    }

    [Fact]
    public void A_key_encrypted_by_a_password_opens() =>
        Assert.Equal([Plain], ReadWith(_log.Owner.ExportEncryptedPkcs8PrivateKeyPem("päss", Pbe), "päss"));

    [Fact]
    public void A_certificate_with_its_private_key_opens()
    {
        using X509Certificate2 certificate = Certificate(_log.Owner);
        using var keys = new ContentKeys([PrivateKey.FromCertificate(certificate)]);

        Assert.Equal([Plain], _log.Read(keys));
    }

    [Fact]
    public void Of_several_keys_the_one_that_fits_opens()
    {
        using var rsa = RSA.Create(2048);
        _log.Write("rsa.pem", rsa.ExportPkcs8PrivateKeyPem());
        using var keys = new ContentKeys(
            [PrivateKey.FromFile(_log.PathOf("rsa.pem")), PrivateKey.FromFile(_log.PrivateKeyPath)]);

        Assert.Equal([Plain], _log.Read(keys));
    }

    [Fact]
    public void Each_of_two_recipients_opens_alone()
    {
        using var second = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var key = new TestContentKey(_log.Owner, second);
        string value = key.Encrypt(EncryptedTestLog.Timestamp, EncryptedTestLog.Action, "/account", "\"U1\"");
        _log.Write(EncryptedTestLog.KeysName, key.LineText);
        _log.WriteLog(EncryptedTestLog.Line($"\"account\": \"{value}\""));

        Assert.Equal([Plain], _log.Read());
        Assert.Equal([Plain], ReadWith(second.ExportPkcs8PrivateKeyPem()));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public void A_password_that_is_wrong_or_missing_is_told(string? password)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => ReadWith(_log.Owner.ExportEncryptedPkcs8PrivateKeyPem("right", Pbe), password));

        Assert.Contains("password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_key_and_a_certificate_are_no_private_keys()
    {
        Assert.Throws<ArgumentException>(() => ReadWith(_log.Owner.ExportSubjectPublicKeyInfoPem()));
        Assert.Throws<ArgumentException>(() => ReadWith(Certificate(_log.Owner).ExportCertificatePem()));
        using X509Certificate2 bare =
            X509CertificateLoader.LoadCertificate(Certificate(_log.Owner).RawData);
        Assert.Throws<ArgumentException>(() => PrivateKey.FromCertificate(bare));
    }

    [Fact]
    public void A_key_on_another_curve_is_refused()
    {
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);

        ArgumentException error = Assert.Throws<ArgumentException>(() => ReadWith(other.ExportPkcs8PrivateKeyPem()));
        Assert.Contains("P-256", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    [InlineData("\0\u0001\u0002")]
    public void What_is_no_key_is_told(string content) =>
        Assert.Throws<ArgumentException>(() => ReadWith(content));

    [Fact]
    public void A_key_encrypted_in_the_form_before_PKCS8_is_told_with_what_converts_it() =>
        Assert.Contains("openssl pkcs8", Refused("""
            -----BEGIN EC PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF

            AAAA
            -----END EC PRIVATE KEY-----
            """), StringComparison.Ordinal);

    [Fact]
    public void A_file_with_two_private_keys_is_refused_because_only_one_would_open()
    {
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

        Assert.Contains(
            "more than one",
            Refused(other.ExportPkcs8PrivateKeyPem() + "\n" + _log.Owner.ExportPkcs8PrivateKeyPem()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_large_for_a_key_is_not_read()
    {
        using (FileStream file = File.Create(_log.PathOf("large.pem")))
            file.SetLength(10 * 1024 * 1024);

        Assert.Throws<ArgumentException>(() => PrivateKey.FromFile(_log.PathOf("large.pem")));
    }

    [Fact]
    public void Without_a_private_key_there_is_nothing_to_open() =>
        Assert.Throws<ArgumentException>(() => new ContentKeys([]));

    private string Refused(string pem) => Assert.Throws<ArgumentException>(() => ReadWith(pem)).Message;

    private static X509Certificate2 Certificate(ECDiffieHellman key)
    {
        using var signing = ECDsa.Create(key.ExportParameters(includePrivateParameters: true));
        var request = new CertificateRequest("CN=desk", signing, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private string[] ReadWith(string pem, string? password = null)
    {
        _log.Write("given.pem", pem);
        SecureString? secret = password is null ? null : new NetworkCredential("", password).SecurePassword;
        using var keys = new ContentKeys([PrivateKey.FromFile(_log.PathOf("given.pem"), secret)]);
        return _log.Read(keys);
    }
}
