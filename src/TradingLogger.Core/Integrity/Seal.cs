using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Platform;
using TradingLogging.Text;

namespace TradingLogging.Integrity;

/// <summary>A seal that was read from its file.</summary>
internal sealed class Seal
{
    private const int LargestSeal = 64 * 1024;

    private Seal(byte[] bytes)
    {
        Text = Encoding.UTF8.GetString(bytes);
        Hash = HashOf(bytes);
        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes);
            JsonElement root = json.RootElement;
            Size = root.GetProperty("size").GetInt64();
            Count = root.GetProperty("count").GetInt64();
            FirstSeq = NumberIn(root, "first_seq");
            LastSeq = NumberIn(root, "last_seq");
            PreviousSeal = root.GetProperty("previous_seal").GetString();
            IsReadable = true;
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            IsReadable = false;
        }
    }

    /// <summary>The whole content of the file.</summary>
    public string Text { get; }

    /// <summary>The SHA-256 of the file, in hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>Whether the content is a seal. If not, the other members have no meaning.</summary>
    public bool IsReadable { get; }

    public long Size { get; }

    public long Count { get; }

    public long? FirstSeq { get; }

    public long? LastSeq { get; }

    public string? PreviousSeal { get; }

    /// <summary>The SHA-256 of a seal that is not written yet, in hexadecimal.</summary>
    public static string HashOf(string text) => HashOf(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a seal; null when there is none.</summary>
    /// <exception cref="FileOperationException">It cannot be read.</exception>
    public static Seal? TryRead(string path)
    {
        using ReadHandle? handle = ReadHandle.TryOpen(path);
        if (handle is null)
            return null;
        return new Seal(handle.ReadFully(0, (int)Math.Min(handle.GetLength(), LargestSeal)));
    }

    /// <summary>Compares the seal with the file that it seals.</summary>
    /// <param name="name">The name of the sealed file, without its directory.</param>
    /// <param name="summary">What the file holds.</param>
    /// <param name="previousSeal">The hash of the seal before this one; null when there is none.</param>
    /// <param name="isFirst">Whether the file is the earliest of the log.</param>
    /// <param name="key">The key that must have signed the seal; null when the key is not known.</param>
    /// <returns>The state of the seal and what is wrong with it; the fault is null when nothing is wrong.</returns>
    public (SealState State, string? Fault) Verify(
        string name,
        FileSummary summary,
        string? previousSeal,
        bool isFirst,
        SealKey? key)
    {
        bool isSplit = SealFormat.TrySplit(Text, out string body, out byte[]? signature, out string? algorithm);
        if (!isSplit || !IsReadable)
            return (SealState.Broken, "The seal is damaged.");
        // Retention deletes the seals of the earliest days. The first seal that is left names one that is gone.
        string? expected = isFirst ? previousSeal ?? PreviousSeal : previousSeal;
        if (SealFormat.Body(name, summary, expected) != body)
            return (SealState.Broken, DescribeDifference(summary, expected));
        return signature is null ? VerifyUnsigned(key) : VerifySignature(body, signature, algorithm!, key);
    }

    private static (SealState State, string? Fault) VerifyUnsigned(SealKey? key) => key is null
        ? (SealState.Unsigned, null)
        : (SealState.Broken, "The seal is not signed, and a key was given.");

    private static (SealState State, string? Fault) VerifySignature(
        string body, byte[] signature, string algorithm, SealKey? key)
    {
        if (key is null)
        {
            return algorithm is HmacSealKey.Name or EcdsaSealKey.Name
                ? (SealState.NotChecked, null)
                : (SealState.Broken, "The seal is damaged.");
        }

        return algorithm == key.Algorithm && key.IsSignature(Encoding.UTF8.GetBytes(body), signature)
            ? (SealState.Verified, null)
            : (SealState.Broken, "The seal is not signed with the key that was given.");
    }

    private static string HashOf(byte[] bytes)
    {
        byte[] hash = new byte[ChainMembers.HashSize];
        SHA256.HashData(bytes, hash);
        return HexText.Of(hash);
    }

    private static long? NumberIn(JsonElement root, string name)
    {
        JsonElement number = root.GetProperty(name);
        return number.ValueKind == JsonValueKind.Null ? null : number.GetInt64();
    }

    private string DescribeDifference(FileSummary summary, string? previousSeal)
    {
        if (summary.Size < Size)
        {
            return FormattableString.Invariant($"The file ends after {summary.Count} lines and {summary.Size} bytes. ")
                + FormattableString.Invariant($"When it was sealed, it had {Count} lines and {Size} bytes.");
        }

        return PreviousSeal != previousSeal
            ? "The seal does not follow the seal before it: one of the two was replaced, or seals between were removed."
            : "The file is not the one that was sealed, or the seal was changed.";
    }
}

/// <summary>The written form of a seal: one line of JSON whose last member is the signature.</summary>
/// <remarks>The same content is always written as the same bytes. So a seal is verified by writing it again, and every
/// change of it is found.</remarks>
internal static class SealFormat
{
    private const string BeforeSignature = ", \"signature\": ";
    private const string LineFeed = "\n";

    /// <summary>Writes a seal without its signature. The signature covers this text.</summary>
    /// <param name="file">The name of the sealed file, without its directory.</param>
    /// <param name="summary">What the file holds.</param>
    /// <param name="previousSeal">The hash of the seal before this one; null for none.</param>
    public static string Body(string file, FileSummary summary, string? previousSeal) =>
        $"{{\"seal\": 1, \"file\": \"{file}\", \"size\": {Number(summary.Size)}, \"count\": {Number(summary.Count)}, "
        + $"\"first_time\": {Quoted(summary.FirstTime)}, \"last_time\": {Quoted(summary.LastTime)}, "
        + $"\"first_seq\": {Number(summary.FirstSeq)}, \"last_seq\": {Number(summary.LastSeq)}, "
        + $"\"head\": {Quoted(summary.Head)}, \"sha256\": {Quoted(summary.Sha256)}, "
        + $"\"previous_seal\": {Quoted(previousSeal)}}}";

    /// <summary>Completes a seal: adds the signature, if there is a key, and the line feed.</summary>
    public static string Sign(string body, SealKey? key)
    {
        if (key is null)
            return body + LineFeed;
        byte[] signature = key.Sign(Encoding.UTF8.GetBytes(body));
        return WithSignature(body, key.Algorithm, signature);
    }

    /// <summary>Splits a seal into the signed text and the signature.</summary>
    /// <param name="seal">The whole content of the file.</param>
    /// <param name="body">The text that is signed.</param>
    /// <param name="signature">The bytes of the signature; null when there is none.</param>
    /// <param name="algorithm">The algorithm of the signature; null when there is none.</param>
    /// <returns>Whether the signature, or its absence, has the form that <see cref="Sign"/> writes.</returns>
    public static bool TrySplit(string seal, out string body, out byte[]? signature, out string? algorithm)
    {
        (body, signature, algorithm) = ("", null, null);
        int start = seal.IndexOf(BeforeSignature, StringComparison.Ordinal);
        if (start < 0)
        {
            body = seal.EndsWith(LineFeed, StringComparison.Ordinal) ? seal[..^1] : "";
            return body.Length > 0;
        }

        body = seal[..start] + "}";
        string[] quoted = seal[start..].Split('"');
        const int algorithmIndex = 5;
        const int valueIndex = 9;
        if (quoted.Length <= valueIndex)
            return false;
        algorithm = quoted[algorithmIndex];
        try
        {
            signature = Convert.FromBase64String(quoted[valueIndex]);
        }
        catch (FormatException)
        {
            return false;
        }

        return WithSignature(body, algorithm, signature) == seal;
    }

    private static string WithSignature(string body, string algorithm, byte[] signature) =>
        $"{body[..^1]}{BeforeSignature}{{\"algorithm\": \"{algorithm}\", "
        + $"\"value\": \"{Convert.ToBase64String(signature)}\"}}}}{LineFeed}";

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "null";

    private static string Quoted(string? text) => text is null ? "null" : $"\"{text}\"";
}
