using TradingLogging.Text;

namespace TradingLogging.Encryption;

/// <summary>The text that stands in a line in place of a value: <c>encrypted:</c>, the id of the key, a colon, and in
/// base64url the nonce, the cipher text and the tag of AES-256-GCM. The plain text is the JSON of the value as the line
/// would have it.</summary>
internal static class EncryptedValue
{
    /// <summary>The length of the id of a key: base64url of 16 bytes.</summary>
    public const int KeyIdLength = 22;

    /// <summary>The length of a key, in bytes.</summary>
    public const int KeySize = 32;

    /// <summary>The length of a nonce, in bytes.</summary>
    public const int NonceSize = 12;

    /// <summary>The length of a tag, in bytes.</summary>
    public const int TagSize = 16;

    /// <summary>What the text begins with.</summary>
    public const string PrefixText = "encrypted:";

    /// <summary><see cref="PrefixText"/> in UTF-8.</summary>
    public static ReadOnlySpan<byte> Prefix => "encrypted:"u8;

    private static int DataStart => Prefix.Length + KeyIdLength + 1;

    /// <summary>The length of the text for a value, without quotes.</summary>
    /// <param name="plainLength">The length of its JSON, in bytes.</param>
    public static int LengthOf(int plainLength) =>
        DataStart + Base64UrlText.LengthOf(NonceSize + plainLength + TagSize);

    /// <summary>Writes the text, without quotes.</summary>
    /// <param name="target">At least <see cref="LengthOf"/> bytes.</param>
    /// <param name="keyId">The id of the key, in UTF-8.</param>
    /// <param name="data">Nonce, cipher text and tag.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Write(Span<byte> target, ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> data)
    {
        Prefix.CopyTo(target);
        keyId.CopyTo(target[Prefix.Length..]);
        target[DataStart - 1] = (byte)':';
        return DataStart + Base64UrlText.Write(data, target[DataStart..]);
    }

    /// <summary>Takes the text of a value apart.</summary>
    /// <param name="text">The text as it stands in the line, without its quotes.</param>
    /// <param name="keyId">The id of its key.</param>
    /// <param name="data">Nonce, cipher text and tag, in base64url.</param>
    /// <returns>Whether it has this form. A caller may have given a text of this form himself.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> keyId, out ReadOnlySpan<byte> data)
    {
        keyId = data = default;
        if (!text.StartsWith(Prefix)
            || text.Length < LengthOf(plainLength: 1)
            || text[DataStart - 1] != ':')
        {
            return false;
        }

        keyId = text.Slice(Prefix.Length, KeyIdLength);
        data = text[DataStart..];
        return Base64UrlText.IsText(keyId) && Base64UrlText.IsText(data);
    }
}
