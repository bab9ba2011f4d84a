using System.Diagnostics;
using System.Text;
using TradingLogging.Reading;
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

    // How often a background thread that waits for the lock looks whether it may go on waiting.
    private static readonly TimeSpan LockSlice = TimeSpan.FromMilliseconds(100);

    private readonly string _path = Path.GetFullPath(logPath);

    /// <summary>The file system, which decides the permissions of new seals.</summary>
    internal PlatformFiles Files { get; init; } = PlatformFiles.Current;

    /// <summary>Seals every archived day that has no seal. A day behind which a sealed day stands gets its seal back
    /// only if the later seal confirms it, so a seal that was removed cannot be made anew for a changed file.</summary>
    /// <param name="skipped">Receives each day that cannot be sealed: a name of a day that is not an ordinary file, or
    /// a day whose former seal does not fit any more; null when nobody wants to know.</param>
    /// <returns>The full paths of the new seals, the earliest first.</returns>
    /// <exception cref="IOException">A file cannot be read, or a seal cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The key cannot sign.</exception>
    public IReadOnlyList<string> SealDays(Action<TradeLogProblem>? skipped = null) =>
        SealDays(skipped, mayWait: null, mayGoOn: static () => true);

    /// <summary>Seals the present content of the current file in <c>trades.log.seal</c>, and replaces a former such
    /// seal. Verifies the content against the chain and the former seal first.</summary>
    /// <param name="force">Seals the content as it is, also when it does not fit. A former seal is kept as
    /// <c>trades.log.seal.1</c>, or with the next free number.</param>
    /// <returns>The full path of the seal; null when there is no current file.</returns>
    /// <exception cref="TradeLogNotIntactException">The content does not fit its chain or its former seal. Nothing was
    /// changed.</exception>
    /// <exception cref="IOException">The file cannot be read, or the seal cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The key cannot sign.</exception>
    public string? SealCurrent(bool force = false)
    {
        using InterProcessLock turn = TakeTurn();
        using LogFile? file = LogFile.TryOpenExactly(_path);
        if (file is null)
            return null;
        long length = LengthBetweenWrites(file);
        string sealPath = _path + ArchiveName.SealSuffix;
        FileSummary summary = force ? FileSummarizer.Of(file, length) : Verify(length);
        string? previous = null;
        foreach (SealedDay day in SealedDay.List(_path))
            previous = day.TryReadSeal()?.Hash ?? previous;
        string draft = Write(sealPath, MakeSeal(Path.GetFileName(_path), summary, previous));
        if (force)
            KeepFormerSeal(sealPath);
        Files.Replace(draft, sealPath);
        Files.SyncDirectory(Path.GetDirectoryName(_path)!);
        return sealPath;
    }

    /// <summary>Seals every archived day that has no seal, within limits.</summary>
    /// <param name="skipped">Receives each day that cannot be sealed.</param>
    /// <param name="mayWait">Whether to wait on for a lock that another process holds; null waits up to a
    /// minute.</param>
    /// <param name="mayGoOn">Whether to go on. It is asked before every day and during the reading of a day.</param>
    /// <exception cref="OperationCanceledException">One of the two answered no.</exception>
    internal IReadOnlyList<string> SealDays(Action<TradeLogProblem>? skipped, Func<bool>? mayWait, Func<bool> mayGoOn)
    {
        List<string> made = [];
        using InterProcessLock turn = TakeTurn(mayWait: mayWait);
        IReadOnlyList<SealedDay> days = SealedDay.List(_path);
        SealedDay?[] laterSealed = FindLaterSealed(days);
        string? previous = null;
        for (int index = 0; index < days.Count; index++)
        {
            if (!mayGoOn())
                throw new OperationCanceledException();
            SealedDay day = days[index];
            if (!day.HasSeal && TrySeal(day, previous, laterSealed[index], skipped, mayGoOn))
                made.Add(day.SealPath);
            previous = day.TryReadSeal()?.Hash ?? previous;
        }

        return made;
    }

    private static SealedDay?[] FindLaterSealed(IReadOnlyList<SealedDay> days)
    {
        var later = new SealedDay?[days.Count];
        SealedDay? next = null;
        for (int index = days.Count - 1; index >= 0; index--)
        {
            later[index] = next;
            next = days[index].HasSeal ? days[index] : next;
        }

        return later;
    }

    // A write that is under way may still fail and be taken back.
    private long LengthBetweenWrites(LogFile file)
    {
        using InterProcessLock writers = TakeTurn("");
        return file.Handle.GetLength();
    }

    private FileSummary Verify(long length)
    {
        (TradeLogProof proof, FileSummary summary) = new TradeLogVerifier(_path, key).VerifyCurrent(length);
        if (proof.FirstProblem is { } problem)
            throw new TradeLogNotIntactException(problem);
        if (proof.Seal == SealState.NotChecked)
        {
            throw new TradeLogNotIntactException(new TradeLogProblem(
                new LogLocation(_path, 1, 0), "The former seal is signed, and no key was given that could check it."));
        }

        return summary;
    }

    private void KeepFormerSeal(string sealPath)
    {
        if (Files.GetStatus(sealPath) is null)
            return;
        int number = 1;
        while (!Files.TryRename(sealPath, FormattableString.Invariant($"{sealPath}.{number}")))
            number++;
    }

    private bool TrySeal(
        SealedDay day, string? previous, SealedDay? later, Action<TradeLogProblem>? skipped, Func<bool> mayGoOn)
    {
        if (day.FilePath is { } path && Files.GetStatus(path) is { IsRegular: false })
        {
            skipped?.Invoke(ProblemOf(path, "It is not an ordinary file. It was not sealed."));
            return false;
        }

        if (Read(day, skipped, mayGoOn) is not { } read)
            return false;
        string seal = MakeSeal(day.Name, read.Summary, previous);
        if (later?.TryReadSeal() is { } next && next.PreviousSeal != Seal.HashOf(seal))
        {
            skipped?.Invoke(ProblemOf(read.Path, $"It has no seal, and '{later.SealPath}' does not confirm a new one: "
                + "its seal was removed, or the file was changed. It was not sealed."));
            return false;
        }

        return TryPublish(day, seal);
    }

    // A day that cannot be read is found; the others are sealed.
    private static (string Path, FileSummary Summary)? Read(
        SealedDay day, Action<TradeLogProblem>? skipped, Func<bool> mayGoOn)
    {
        try
        {
            using LogFile? file = LogFile.TryOpen(day.Path);
            return file is null ? null : (file.Path, FileSummarizer.Of(file, mayGoOn: mayGoOn));
        }
        catch (IOException exception)
        {
            skipped?.Invoke(ProblemOf(day.FilePath ?? day.Path, $"{exception.Message} It was not sealed."));
            return null;
        }
    }

    private bool TryPublish(SealedDay day, string seal)
    {
        string draft = Write(day.SealPath, seal);
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

    private string MakeSeal(string name, FileSummary summary, string? previous) =>
        SealFormat.Sign(SealFormat.Body(name, summary, previous), key);

    private static TradeLogProblem ProblemOf(string path, string reason) => new(new LogLocation(path, 1, 0), reason);

    // The draft has another name, so that nobody ever sees a part of a seal.
    private string Write(string sealPath, string seal)
    {
        string draft = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(sealPath)}.draft");
        Files.Delete(draft);
        using AppendHandle handle = Files.OpenForAppend(draft);
        AtomicAppend.Append(handle, Encoding.UTF8.GetBytes(seal), lengthBefore: 0);
        handle.Sync();
        return draft;
    }

    // The lock of those who seal, or with an empty suffix the lock of the writers.
    private InterProcessLock TakeTurn(string suffix = ArchiveName.SealSuffix, Func<bool>? mayWait = null)
    {
        string prefix = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}{suffix}");
        var turn = new InterProcessLock(Files, prefix + ".lock", prefix + ".queue");
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                turn.Acquire(mayWait is null ? LockTimeout : LockSlice);
                return turn;
            }
            catch (FileOperationException exception)
            {
                double waited = (Stopwatch.GetTimestamp() - start) / (double)Stopwatch.Frequency;
                bool isOver = mayWait is null || waited > LockTimeout.TotalSeconds;
                if (!isOver && mayWait!())
                    continue;
                turn.Dispose();
                if (isOver)
                    throw;
                throw new OperationCanceledException(exception.Message, exception);
            }
        }
    }
}

/// <summary>The content of a trade log does not fit its chain or its seal, so it was not sealed.</summary>
/// <param name="problem">The first problem.</param>
public sealed class TradeLogNotIntactException(TradeLogProblem problem) : InvalidOperationException(
    $"{problem} The log was not sealed: a new seal would confirm the change. Test-TradeLog shows what is wrong.")
{
    /// <summary>The first problem.</summary>
    public TradeLogProblem Problem { get; } = problem;
}
