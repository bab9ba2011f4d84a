namespace TradingLogging.Encryption.Writing;

/// <summary>How a recipient of encrypted members is named (setting <c>encrypt_to</c>).</summary>
internal static class RecipientName
{
    /// <summary>The length of a thumbprint by SHA-1, in digits.</summary>
    public const int Sha1Digits = 40;

    private const int Sha256Digits = 64;

    /// <summary>Whether a name is the thumbprint of a certificate, by SHA-1 or SHA-256, and not a path.</summary>
    public static bool IsThumbprint(string name) =>
        name.Length is Sha1Digits or Sha256Digits && name.All(Uri.IsHexDigit);
}
