using System.Text;
using TradingLogging.Encryption;
using TradingLogging.Storage.Rotation;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Encryption;

/// <summary>What stands in a line in place of a value, and what it is bound to.</summary>
public sealed class EncryptedValueTests
{
    private const string KeyId = "AAAAAAAAAAAAAAAAAAAAAA";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    public void The_text_names_the_key_and_holds_nonce_cipher_text_and_tag(int plainLength)
    {
        byte[] data = [.. Enumerable.Range(0, 12 + plainLength + 16).Select(value => (byte)value)];
        byte[] text = new byte[EncryptedValue.LengthOf(plainLength)];

        Assert.Equal(text.Length, EncryptedValue.Write(text, Encoding.ASCII.GetBytes(KeyId), data));
        Assert.StartsWith($"encrypted:{KeyId}:", Encoding.ASCII.GetString(text), StringComparison.Ordinal);
        Assert.True(EncryptedValue.TryParse(text, out ReadOnlySpan<byte> keyId, out ReadOnlySpan<byte> read));
        Assert.Equal(KeyId, Encoding.ASCII.GetString(keyId));
        Assert.Equal(data, Base64UrlText.TryRead(read));
    }

    [Theory]
    [InlineData("encrypted:")]
    [InlineData("encrypted:AAAA:AAAA")]
    [InlineData("encrypted:AAAAAAAAAAAAAAAAAAAAAA:AAAA")]
    [InlineData("encrypted:AAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("encrypted:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    [InlineData("encrypted:AAAAAAAAAA/AAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_text_of_another_form_is_no_encrypted_value(string text) =>
        Assert.False(EncryptedValue.TryParse(Encoding.UTF8.GetBytes(text), out _, out _));

    [Fact]
    public void The_associated_data_has_each_part_behind_its_length()
    {
        var buffer = new Utf8Buffer();

        AssociatedData.Write(buffer, "T"u8, "ÄB"u8, "/a"u8, "k"u8);

        Assert.Equal("000000015400000003C38442000000022F61000000016B", Convert.ToHexString(buffer.Written));
    }

    [Fact]
    public void A_pointer_escapes_names_as_in_RFC_6901()
    {
        var pointer = new Utf8Buffer();

        JsonPointer.AddName(pointer, "legs"u8);
        JsonPointer.AddIndex(pointer, 10);
        JsonPointer.AddName(pointer, "a/b~c"u8);
        JsonPointer.AddName(pointer, "~1"u8);

        Assert.Equal("/legs/10/a~1b~0c/~01", Encoding.UTF8.GetString(pointer.Written));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "Zg")]
    [InlineData("fo", "Zm8")]
    [InlineData("foo", "Zm9v")]
    [InlineData("foob", "Zm9vYg")]
    [InlineData("????>>>>", "Pz8_Pz4-Pj4")]
    public void Base64url_has_no_padding_and_no_plus_and_slash(string plain, string encoded)
    {
        Assert.Equal(encoded, Base64UrlText.Of(Encoding.ASCII.GetBytes(plain)));
        Assert.Equal(plain, Encoding.ASCII.GetString(Base64UrlText.TryRead(encoded)!));
    }

    [Theory]
    [InlineData("Zg==")]
    [InlineData("Zh")]
    [InlineData("Z")]
    [InlineData("Zm+v")]
    public void A_second_spelling_of_the_same_bytes_is_not_read(string text) =>
        Assert.Null(Base64UrlText.TryRead(text));

    [Fact]
    public void The_file_of_keys_of_a_day_is_no_archive()
    {
        string path = ArchiveName.OfKeys("/logs/trades.log", new DateTime(2025, 12, 17));

        Assert.Equal("/logs/trades.log.2025-12-17.keys", path);
        Assert.Null(ArchiveName.ParseDay("2025-12-17.keys"));
        Assert.Null(ArchiveName.ParseNumber("2025-12-17.keys"));
    }
}
