using System.Diagnostics.CodeAnalysis;
using TradingLogging.Text;

namespace TradingLogging.Encryption.Writing;

// netstandard2.0 has no AES-GCM.
internal sealed class MemberEncryption
{
    private MemberEncryption()
    {
    }

    public static MemberEncryption Of(MemberEncryptionOptions options, string logPath) =>
        throw new PlatformNotSupportedException(
            "encrypt needs PowerShell 7.6 or later: this one has no AES-GCM, and nothing is written in plain instead. "
            + "Mask the members (mask), or log with a later PowerShell.");

    [SuppressMessage(
        "Performance", "CA1822:Mark members as static", Justification = "A stand-in has the same members.")]
    public bool TryEncrypt(ReadOnlySpan<byte> line, DateTimeOffset timestamp, Utf8Buffer stored, Utf8Buffer shown) =>
        false;
}
