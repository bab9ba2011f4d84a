using System.Text;

namespace TradingLogging.Integrity;

/// <summary>Compares a seal with what it seals.</summary>
internal static class SealCheck
{
    /// <summary>Finds out whether a seal fits.</summary>
    /// <param name="seal">The seal.</param>
    /// <param name="name">The name of the sealed file.</param>
    /// <param name="summary">What the file holds.</param>
    /// <param name="previousSeal">The hash of the seal before it; null when there is none here.</param>
    /// <param name="isFirst">Whether no day before it is here.</param>
    /// <param name="key">The key that should have signed it; null when none is known.</param>
    /// <returns>What is known of the seal, and what is wrong with it; null for nothing.</returns>
    public static (SealState State, string? Fault) Of(
        SealFile seal,
        string name,
        FileSummary summary,
        string? previousSeal,
        bool isFirst,
        SealKey? key)
    {
        bool isSplit = SealText.TrySplit(seal.Text, out string body, out byte[]? signature, out string? algorithm);
        if (!isSplit || !seal.IsReadable)
            return (SealState.Broken, "The seal is damaged.");
        // The seals before the first day here may have gone with their days.
        string? expected = isFirst ? previousSeal ?? seal.PreviousSeal : previousSeal;
        if (SealText.Body(name, summary, expected) != body)
            return (SealState.Broken, Difference(seal, summary, expected));
        return signature is null ? OfUnsigned(key) : OfSigned(body, signature, algorithm!, key);
    }

    private static (SealState State, string? Fault) OfUnsigned(SealKey? key) => key is null
        ? (SealState.Fitting, null)
        : (SealState.Broken, "The seal is not signed, and a key was given.");

    private static (SealState State, string? Fault) OfSigned(string body, byte[] signature, string algorithm, SealKey? key)
    {
        if (key is null)
            return algorithm is "hmac-sha256" or "ecdsa-p256-sha256" ? (SealState.NotChecked, null) : (SealState.Broken, "The seal is damaged.");
        return algorithm == key.Algorithm && key.IsSignature(Encoding.UTF8.GetBytes(body), signature)
            ? (SealState.Authentic, null)
            : (SealState.Broken, "The seal is not signed with the key that was given.");
    }

    private static string Difference(SealFile seal, FileSummary summary, string? previousSeal)
    {
        if (summary.Size < seal.Size)
        {
            return FormattableString.Invariant(
                $"The file ends after {summary.Count} lines and {summary.Size} bytes; its seal tells of {seal.Count} lines and {seal.Size} bytes.");
        }

        return seal.PreviousSeal != previousSeal
            ? "The seal does not follow the seal before it: one of both was replaced, or seals between them were removed."
            : "The file is not the one that was sealed, or the seal was changed.";
    }
}
