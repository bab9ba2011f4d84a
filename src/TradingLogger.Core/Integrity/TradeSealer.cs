using System.Text;
using TradingLogging.Reading.Sources;
using TradingLogging.Storage;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Integrity;

/// <summary>Seals the set-aside days of a trade log, and on request what the current file holds at the moment. Several processes may
/// do so at once. A seal that exists is never replaced, but for that of the current file.</summary>
/// <param name="logPath">The current file, for example <c>logs/trades.log</c>.</param>
/// <param name="key">Signs the seals; null for seals without a signature.</param>
public sealed class TradeSealer(string logPath, SealKey? key = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _path = Path.GetFullPath(logPath);

    /// <summary>Makes the seals; with the default permissions unless somebody says otherwise.</summary>
    internal PlatformFiles Files { get; init; } = PlatformFiles.Current;

    /// <summary>Seals every set-aside day that has no seal.</summary>
    /// <returns>The full paths of the seals that were made, the earliest first.</returns>
    /// <exception cref="IOException">A file cannot be read, or a seal not be written.</exception>
    public IReadOnlyList<string> SealDays()
    {
        List<string> made = [];
        using InterProcessLock turn = TakeTurn();
        string? previous = null;
        foreach (SealedDay day in SealedDay.List(_path))
        {
            if (!day.HasSeal && Seal(day, previous))
                made.Add(day.SealPath);
            previous = SealFile.TryRead(day.SealPath)?.Hash ?? previous;
        }

        return made;
    }

    /// <summary>Seals what the current file holds now, in <c>trades.log.seal</c>; a former such seal is replaced.</summary>
    /// <returns>The full path of the seal; null when there is no current file.</returns>
    /// <exception cref="IOException">The file cannot be read, or the seal not be written.</exception>
    public string? SealCurrent()
    {
        using InterProcessLock turn = TakeTurn();
        using LogFile? file = LogFile.TryOpenExactly(_path);
        if (file is null)
            return null;
        string? previous = null;
        foreach (SealedDay day in SealedDay.List(_path))
            previous = SealFile.TryRead(day.SealPath)?.Hash ?? previous;
        string sealPath = _path + ArchiveName.SealSuffix;
        FileSummary summary = FileSummarizer.Of(file, LengthBetweenWrites(file));
        string draft = Write(sealPath, Path.GetFileName(_path), summary, previous);
        Files.Replace(draft, sealPath);
        Files.SyncDirectory(Path.GetDirectoryName(_path)!);
        return sealPath;
    }

    // What a writer is in the middle of may still be taken back.
    private long LengthBetweenWrites(LogFile file)
    {
        using InterProcessLock writers = TakeTurn("");
        return file.Handle.GetLength();
    }

    private bool Seal(SealedDay day, string? previous)
    {
        using LogFile? file = LogFile.TryOpen(day.Path);
        if (file is null)
            return false;
        string draft = Write(day.SealPath, day.Name, FileSummarizer.Of(file), previous);
        bool isMade = Files.TryRename(draft, day.SealPath);
        Files.SyncDirectory(Path.GetDirectoryName(_path)!);
        if (!isMade)
            Files.Delete(draft);
        // Retention may have deleted the day, with the seal it did not have yet.
        using LogFile? still = LogFile.TryOpen(day.Path);
        if (still is null)
            Files.Delete(day.SealPath);
        return isMade && still is not null;
    }

    // Under a name of its own first, so that nobody ever sees half a seal.
    private string Write(string sealPath, string name, FileSummary summary, string? previous)
    {
        string text = SealText.Sign(SealText.Body(name, summary, previous), key);
        string draft = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(sealPath)}.draft");
        Files.Delete(draft);
        using AppendHandle handle = Files.OpenForAppend(draft);
        AtomicAppend.Append(handle, Encoding.UTF8.GetBytes(text), lengthBefore: 0);
        handle.Sync();
        return draft;
    }

    // Among those who seal, or among those who write.
    private InterProcessLock TakeTurn(string suffix = ArchiveName.SealSuffix)
    {
        string prefix = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}{suffix}");
        var turn = new InterProcessLock(Files, prefix + ".lock", prefix + ".queue");
        try
        {
            turn.Acquire(Patience);
            return turn;
        }
        catch (FileOperationException)
        {
            turn.Dispose();
            throw;
        }
    }
}
