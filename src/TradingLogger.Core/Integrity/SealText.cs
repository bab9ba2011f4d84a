using System.Globalization;
using System.Text;

namespace TradingLogging.Integrity;

/// <summary>A seal as it is written: one line of JSON, the signature its last member.</summary>
/// <remarks>There is one way to write a seal, so a seal is verified by writing it again: nothing in it can be changed unseen.</remarks>
internal static class SealText
{
    private const string BeforeSignature = ", \"signature\": ";
    private const string LineFeed = "\n";

    /// <summary>The seal without a signature; what is signed.</summary>
    /// <param name="file">The name of the file, without its directory.</param>
    /// <param name="summary">What it holds.</param>
    /// <param name="previousSeal">The hash of the seal before it; null for none.</param>
    public static string Body(string file, FileSummary summary, string? previousSeal) =>
        $"{{\"seal\": 1, \"file\": \"{file}\", \"size\": {Number(summary.Size)}, \"count\": {Number(summary.Count)}, "
        + $"\"first_time\": {Quoted(summary.FirstTime)}, \"last_time\": {Quoted(summary.LastTime)}, "
        + $"\"first_seq\": {Number(summary.FirstSeq)}, \"last_seq\": {Number(summary.LastSeq)}, "
        + $"\"head\": {Quoted(summary.Head)}, \"sha256\": {Quoted(summary.Sha256)}, "
        + $"\"previous_seal\": {Quoted(previousSeal)}}}";

    /// <summary>The whole file.</summary>
    public static string Sign(string body, SealKey? key)
    {
        if (key is null)
            return body + LineFeed;
        byte[] signature = key.Sign(Encoding.UTF8.GetBytes(body));
        return WithSignature(body, key.Algorithm, signature);
    }

    /// <summary>Takes a seal apart.</summary>
    /// <param name="seal">The whole file.</param>
    /// <param name="body">What is signed.</param>
    /// <param name="signature">The bytes of the signature; null when there is none.</param>
    /// <param name="algorithm">How it was made; null when there is none.</param>
    /// <returns>Whether the seal is written as seals are, as far as the signature goes.</returns>
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
        $"{body[..^1]}{BeforeSignature}{{\"algorithm\": \"{algorithm}\", \"value\": \"{Convert.ToBase64String(signature)}\"}}}}{LineFeed}";

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "null";

    private static string Quoted(string? text) => text is null ? "null" : $"\"{text}\"";
}
