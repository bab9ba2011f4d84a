using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Integrity;

/// <summary>Verifies a trade log: every line, and the chain and the seals if there are any.</summary>
/// <param name="logPath">The current file, for example <c>logs/trades.log</c>. The archived days are in the same
/// directory.</param>
/// <param name="key">The key that signed the seals; null when it is not available.</param>
public sealed class TradeLogVerifier(string logPath, SealKey? key = null)
{
    private readonly string _path = Path.GetFullPath(logPath);

    /// <summary>Verifies the files, the earliest first. Each file is read when its result is enumerated.</summary>
    /// <param name="cancellation">Ends reading at once.</param>
    /// <returns>One proof for each file, and for each seal whose file is missing.</returns>
    /// <exception cref="IOException">While enumerating: a file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: <paramref name="cancellation"/>.</exception>
    public IEnumerable<TradeLogProof> Verify(CancellationToken cancellation = default)
    {
        var chain = new ChainVerifier();
        Seal? previous = null;
        List<(SealedDay Day, FileSummary Summary, string? PreviousSeal)> days = [];

        // It is opened before the archives are listed. If it is rotated in between, it is in the list under its new
        // name and is the last.
        using LogFile? current = LogFile.TryOpenExactly(_path);
        Seal? currentSeal = Seal.TryRead(_path + ArchiveName.SealSuffix);
        foreach (SealedDay day in SealedDay.List(_path))
        {
            Seal? seal = Seal.TryRead(day.SealPath);
            using LogFile? file = day.FilePath is null ? null : LogFile.TryOpen(day.Path);
            if (file is not null && file.Handle.Identity == current?.Handle.Identity)
                break;
            if (file is null && seal is null)
                continue;
            var check = new TradeFileVerifier(file?.Path ?? day.Path);
            if (file is null)
                check.Report("The file is missing, but its seal exists.");
            else
                check.ReadLines(file, chain, cancellation);
            SealState state = SealState.None;
            if (file is not null && seal is not null)
            {
                state = check.Compare(seal, day.Name, previous?.Hash, isFirst: days.Count == 0, key);
            }
            else if (file is not null && key is not null)
            {
                check.Report("The file has no seal, and a key was given. "
                    + "Either the seal was removed, or it was never made: then Protect-TradeLog makes it.");
            }

            days.Add((day, check.Summary, previous?.Hash));
            previous = seal ?? previous;
            yield return check.ToProof(state);
        }

        if (current is null && currentSeal is null)
            yield break;
        var last = new TradeFileVerifier(_path);
        if (current is not null)
            last.ReadLines(current, chain, cancellation);
        SealState currentState = currentSeal is null
            ? SealState.None
            : CompareCurrent(last, currentSeal, current, days, previous?.Hash, chain);
        yield return last.ToProof(currentState, isCurrent: true, currentSeal?.LastSeq);
    }

    // This seal covers the beginning of a file that may have been rotated since.
    private SealState CompareCurrent(
        TradeFileVerifier check,
        Seal seal,
        LogFile? current,
        List<(SealedDay Day, FileSummary Summary, string? PreviousSeal)> days,
        string? previousSeal,
        ChainVerifier chain)
    {
        string name = Path.GetFileName(_path);
        bool isOfCurrent = seal.FirstSeq is null || seal.FirstSeq == check.Summary.FirstSeq || !seal.IsReadable;
        if (current is not null && isOfCurrent)
        {
            FileSummary sealedPart = FileSummarizer.Of(current, seal.Size);
            return check.Compare(seal, name, sealedPart, previousSeal, isFirst: days.Count == 0, key);
        }

        foreach ((SealedDay day, FileSummary summary, string? before) in days)
        {
            if (summary.FirstSeq != seal.FirstSeq || LogFile.TryOpen(day.Path) is not { } file)
                continue;
            using (file)
            {
                FileSummary sealedPart = FileSummarizer.Of(file, seal.Size);
                return check.Compare(seal, name, sealedPart, before, isFirst: day == days[0].Day, key);
            }
        }

        // Retention may have deleted the file, together with all lines before the first line that is left.
        if (chain.FirstSeq > seal.LastSeq)
            return SealState.None;
        check.Report("The lines that the seal of the current file covers are missing.");
        return SealState.Broken;
    }
}
