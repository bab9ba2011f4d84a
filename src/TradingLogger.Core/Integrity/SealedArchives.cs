using System.Security.Cryptography;
using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Compression;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Integrity;

/// <summary>Lets the plain file of a sealed day go only when the seal fits what it was compressed to.</summary>
/// <param name="isChained">Whether every day gets a seal. Then a day waits for it.</param>
/// <param name="key">The key that signs the seals; null when there is none.</param>
/// <param name="warn">Receives a warning when a seal does not fit.</param>
internal sealed class SealedArchives(bool isChained, SealKey? key, Action<string> warn)
{
    /// <summary>The days of a trade log.</summary>
    /// <param name="logPath">The path of the log.</param>
    public CompressedLog Of(string logPath) => new(logPath, ArchiveName.ListDays)
    {
        IsReady = IsReady,
        MayReplace = Fits,
    };

    private bool IsReady(string archive) =>
        !isChained || PlatformFiles.Current.GetStatus(archive + ArchiveName.SealSuffix) is not null;

    private bool Fits(string archive, string compressed)
    {
        if (Seal.TryRead(archive + ArchiveName.SealSuffix) is not { } seal)
            return !isChained;
        using LogFile? file = LogFile.TryOpenExactly(compressed);
        if (file is null)
            return false;
        string? fault;
        try
        {
            // That the seals follow each other is for the verifier of the whole log to say.
            (_, fault) = seal.Verify(
                Path.GetFileName(archive), FileSummarizer.Of(file), seal.PreviousSeal, isFirst: false, key);
        }
        catch (CryptographicException exception)
        {
            fault = exception.Message;
        }

        if (fault is not null)
            warn($"'{archive}' was not compressed and stays as it is: {fault} Test-TradeLog shows what is wrong.");
        return fault is null;
    }
}
