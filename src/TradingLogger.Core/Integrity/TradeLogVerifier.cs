using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Integrity;

/// <summary>Verifies a trade log: every line always, the chain and the seals where there are any.</summary>
/// <param name="logPath">The current file, for example <c>logs/trades.log</c>; the days that were set aside lie beside it.</param>
/// <param name="key">The key that signed the seals; null when it is not at hand.</param>
public sealed class TradeLogVerifier(string logPath, SealKey? key = null)
{
    private readonly string _path = Path.GetFullPath(logPath);

    /// <summary>Verifies the files, the earliest first. Nothing is read before it is asked for.</summary>
    /// <param name="cancellation">Ends reading at once.</param>
    /// <returns>One proof for each file, and for each seal whose file is missing.</returns>
    /// <exception cref="IOException">While enumerating: a file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: <paramref name="cancellation"/>.</exception>
    public IEnumerable<TradeLogProof> Verify(CancellationToken cancellation = default)
    {
        var walk = new ChainWalk();
        SealFile? previous = null;
        List<(SealedDay Day, FileSummary Summary, string? PreviousSeal)> days = [];

        // Before the others are listed: rotated meanwhile, it is among them under another name, and there is nothing after it.
        using LogFile? current = LogFile.TryOpenExactly(_path);
        SealFile? currentSeal = SealFile.TryRead(_path + ArchiveName.SealSuffix);
        foreach (SealedDay day in SealedDay.List(_path))
        {
            SealFile? seal = SealFile.TryRead(day.SealPath);
            using LogFile? file = day.FilePath is null ? null : LogFile.TryOpen(day.Path);
            if (file is not null && file.Handle.Identity == current?.Handle.Identity)
                break;
            if (file is null && seal is null)
                continue;
            var check = new TradeFileCheck(file?.Path ?? day.Path);
            if (file is null)
                check.Report("The file is missing; its seal is there.");
            else
                check.ReadLines(file, walk, cancellation);
            SealState state = SealState.None;
            if (file is not null && seal is not null)
                state = check.Compare(seal, day.Name, previous?.Hash, isFirst: days.Count == 0, key);
            else if (file is not null && key is not null)
                check.Report("The file has no seal, and a key was given: the seal was removed, or Protect-TradeLog has to make it.");
            days.Add((day, check.Summary, previous?.Hash));
            previous = seal ?? previous;
            yield return check.ToProof(state);
        }

        if (current is null && currentSeal is null)
            yield break;
        var last = new TradeFileCheck(_path);
        if (current is not null)
            last.ReadLines(current, walk, cancellation);
        SealState currentState = currentSeal is null ? SealState.None : CompareCurrent(last, currentSeal, current, days, previous?.Hash, walk);
        yield return last.ToProof(currentState, isCurrent: true, currentSeal?.LastSeq);
    }

    // It tells of the beginning of a file, which may have been set aside since then.
    private SealState CompareCurrent(
        TradeFileCheck check,
        SealFile seal,
        LogFile? current,
        List<(SealedDay Day, FileSummary Summary, string? PreviousSeal)> days,
        string? previousSeal,
        ChainWalk walk)
    {
        string name = Path.GetFileName(_path);
        if (current is not null && (seal.FirstSeq is null || seal.FirstSeq == check.Summary.FirstSeq || !seal.IsReadable))
            return check.Compare(seal, name, FileSummarizer.Of(current, seal.Size), previousSeal, isFirst: days.Count == 0, key);
        foreach ((SealedDay day, FileSummary summary, string? before) in days)
        {
            if (summary.FirstSeq != seal.FirstSeq || LogFile.TryOpen(day.Path) is not { } file)
                continue;
            using (file)
                return check.Compare(seal, name, FileSummarizer.Of(file, seal.Size), before, isFirst: day == days[0].Day, key);
        }

        // Retention may have deleted the file, but only with all lines before the first that is left.
        if (walk.FirstSeq > seal.LastSeq)
            return SealState.None;
        check.Report("What the seal of the current file tells of is not there.");
        return SealState.Broken;
    }
}
