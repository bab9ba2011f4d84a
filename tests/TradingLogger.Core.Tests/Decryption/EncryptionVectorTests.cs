using System.Text;
using TradingLogging.Decryption;
using TradingLogging.Encryption;
using TradingLogging.Reading;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Decryption;

/// <summary>The lines of <c>docs/encryption-vectors.json</c>, which a third program made.</summary>
public sealed class EncryptionVectorTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (VectorCase one in EncryptionVectors.Cases)
            {
                foreach (string key in one.Opens)
                    cases.Add(one.Name, key);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_line_is_restored_byte_for_byte_and_what_was_tampered_with_stays(string name, string key)
    {
        VectorCase one = EncryptionVectors.Cases.Single(candidate => candidate.Name == name);
        List<string> left = [];
        using ContentKeys keys = Open(key);
        var decryption = new TradeEventDecryption(keys, failure => left.Add(failure.Member));

        TradeEvent read = decryption.Decrypt(TradeEvent.Parse(Encoding.UTF8.GetBytes(one.Line)));

        Assert.Equal(one.Plain, read.ToString());
        Assert.Equal(one.Left, left);
    }

    [Fact]
    public void A_key_that_is_no_recipient_opens_nothing_and_is_named_with_the_recipients()
    {
        using ContentKeys keys = Open("other");
        List<UndecryptedMember> failures = [];
        var decryption = new TradeEventDecryption(keys, failures.Add);
        VectorCase one = EncryptionVectors.Cases[0];

        TradeEvent read = decryption.Decrypt(TradeEvent.Parse(Encoding.UTF8.GetBytes(one.Line)));

        Assert.Equal(one.Line, read.ToString());
        UndecryptedMember failure = Assert.Single(failures);
        Assert.Equal("/account", failure.Member);
        Assert.Contains(EncryptionVectors.Thumbprints["other"], failure.Reason, StringComparison.Ordinal);
        Assert.Contains(EncryptionVectors.Thumbprints["rsa"], failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("p256")]
    [InlineData("other")]
    public void The_id_of_a_private_key_is_the_thumbprint_of_its_public_key(string name)
    {
        using PrivateKey key = PrivateKeyOf(name);

        Assert.Equal(EncryptionVectors.Thumbprints[name], key.Id);
    }

    [Fact]
    public void The_id_of_a_content_key_is_the_hash_of_its_line() => Assert.Equal(
        EncryptionVectors.KeyIds,
        EncryptionVectors.KeyLines.Select(line => KeyLine.IdOf(Encoding.UTF8.GetBytes(line))));

    [Fact]
    public void The_first_value_opens_with_the_content_key_the_nonce_and_the_associated_data_that_are_told()
    {
        VectorCase one = EncryptionVectors.Cases[0];
        string value = one.Line.Split('"').Single(part => part.StartsWith("encrypted:", StringComparison.Ordinal));
        byte[] data = Base64UrlText.TryRead(value.Split(':')[2])!;
        using var cipher = new ContentCipher(Base64UrlText.TryRead(EncryptionVectors.First("content_key")));

        byte[]? plain = cipher.TryDecrypt(data, Base64UrlText.TryRead(EncryptionVectors.First("associated_data")));

        Assert.Equal(Base64UrlText.TryRead(EncryptionVectors.First("nonce")), data[..EncryptedValue.NonceSize]);
        Assert.Equal(EncryptionVectors.First("plain"), Encoding.UTF8.GetString(plain!));
    }

    public void Dispose() => _folder.Dispose();

    private ContentKeys Open(string name)
    {
        string path = _folder.PathOf("lines");
        File.WriteAllText(path, string.Join('\n', EncryptionVectors.KeyLines) + "\n");
        return new ContentKeys([PrivateKeyOf(name)], [path]);
    }

    private PrivateKey PrivateKeyOf(string name)
    {
        Wine.Skip("it cannot read a private key.");
        string path = _folder.PathOf("key.pem");
        File.WriteAllText(path, EncryptionVectors.PrivateKeys[name]);
        return PrivateKey.FromFile(path);
    }
}
