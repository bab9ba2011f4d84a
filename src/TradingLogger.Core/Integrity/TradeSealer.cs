using System.Security.Cryptography;
using System.Text;
using TradingLogging.Reading.Sources;
using TradingLogging.Storage;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Integrity;

/// <summary>Seals the archived days of a trade log and, on request, the present content of the current file. Several
/// processes may do so at the same time. Only the seal of the current file is ever replaced.</summary>
/// <param name="logPath">The current file, for example <c>logs/trades.log</c>.</param>
/// <param name="key">Signs the seals; null for seals without a signature.</param>
public sealed class TradeSealer(string logPath, SealKey? key = null)
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(1);

    private readonly string _path = Path.GetFullPath(logPath);

    /// <summary>The file system, which decides the permissions of new seals.</summary>
    internal PlatformFiles Files { get; init; } = PlatformFiles.Current;

    /// <summary>Seals every archived day that has no seal.</summary>
    /// <returns>The full paths of the new seals, the earliest first.</returns>
    /// <exception cref="IOException">A file cannot be read, or a seal cannot be written.</exception>
    public IReadOnlyList<string> SealDays()
    {
        List<string> made = [];
        using InterProcessLock turn = TakeTurn();
        string? previous = null;
        foreach (SealedDay day in SealedDay.List(_path))
        {
            if (!day.HasSeal && TrySeal(day, previous))
                made.Add(day.SealPath);
            previous = Seal.TryRead(day.SealPath)?.Hash ?? previous;
        }

        return made;
    }

    /// <summary>Seals the present content of the current file in <c>trades.log.seal</c>, and replaces a former such
    /// seal.</summary>
    /// <returns>The full path of the seal; null when there is no current file.</returns>
    /// <exception cref="IOException">The file cannot be read, or the seal cannot be written.</exception>
    public string? SealCurrent()
    {
        using InterProcessLock turn = TakeTurn();
        using LogFile? file = LogFile.TryOpenExactly(_path);
        if (file is null)
            return null;
        string? previous = null;
        foreach (SealedDay day in SealedDay.List(_path))
            previous = Seal.TryRead(day.SealPath)?.Hash ?? previous;
        string sealPath = _path + ArchiveName.SealSuffix;
        FileSummary summary = FileSummarizer.Of(file, LengthBetweenWrites(file));
        string draft = Write(sealPath, Path.GetFileName(_path), summary, previous);
        Files.Replace(draft, sealPath);
        Files.SyncDirectory(Path.GetDirectoryName(_path)!);
        return sealPath;
    }

    // A write that is under way may still fail and be taken back.
    private long LengthBetweenWrites(LogFile file)
    {
        using InterProcessLock writers = TakeTurn("");
        return file.Handle.GetLength();
    }

    private bool TrySeal(SealedDay day, string? previous)
    {
        using LogFile? file = LogFile.TryOpen(day.Path);
        if (file is null)
            return false;
        string draft = Write(day.SealPath, day.Name, FileSummarizer.Of(file), previous);
        bool isMade = Files.TryRename(draft, day.SealPath);
        Files.SyncDirectory(Path.GetDirectoryName(_path)!);
        if (!isMade)
            Files.Delete(draft);
        // Retention may have deleted the day before its seal existed.
        using LogFile? still = LogFile.TryOpen(day.Path);
        if (still is null)
            Files.Delete(day.SealPath);
        return isMade && still is not null;
    }

    // The draft has another name, so that nobody ever sees a part of a seal.
    private string Write(string sealPath, string name, FileSummary summary, string? previous)
    {
        string text = SealFormat.Sign(SealFormat.Body(name, summary, previous), key);
        string draft = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(sealPath)}.draft");
        Files.Delete(draft);
        using AppendHandle handle = Files.OpenForAppend(draft);
        AtomicAppend.Append(handle, Encoding.UTF8.GetBytes(text), lengthBefore: 0);
        handle.Sync();
        return draft;
    }

    // The lock of those who seal, or with an empty suffix the lock of the writers.
    private InterProcessLock TakeTurn(string suffix = ArchiveName.SealSuffix)
    {
        string prefix = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}{suffix}");
        var turn = new InterProcessLock(Files, prefix + ".lock", prefix + ".queue");
        try
        {
            turn.Acquire(LockTimeout);
            return turn;
        }
        catch (FileOperationException)
        {
            turn.Dispose();
            throw;
        }
    }
}

/// <summary>Seals archived days on a thread of the pool, so that no writer waits. What a process does not finish is
/// done by the next rotation or by <c>Protect-TradeLog</c>.</summary>
/// <param name="sealer">Makes the seals.</param>
/// <param name="warn">Receives a warning when a day could not be sealed.</param>
internal sealed class BackgroundSealing(TradeSealer sealer, Action<string> warn) : IDisposable
{
    private readonly object _turn = new();
    private int _requests;

    /// <summary>Requests sealing and returns at once.</summary>
    public void Request()
    {
        if (Interlocked.Increment(ref _requests) == 1)
            ThreadPool.QueueUserWorkItem(_ => Run());
    }

    /// <summary>Waits until everything that was requested is done.</summary>
    public void Dispose() => Run();

    private void Run()
    {
        lock (_turn)
        {
            if (Interlocked.Exchange(ref _requests, 0) == 0)
                return;
            try
            {
                sealer.SealDays();
            }
            catch (Exception exception) when (exception
                is IOException or UnauthorizedAccessException or InvalidOperationException or CryptographicException)
            {
                warn($"An archived day was not sealed: {exception.Message} "
                    + "The next rotation or Protect-TradeLog tries again.");
            }
        }
    }
}
