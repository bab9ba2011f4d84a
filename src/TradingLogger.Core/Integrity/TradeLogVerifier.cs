using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Integrity;

/// <summary>Verifies a trade log: every line, and the chain and the seals if there are any.</summary>
/// <param name="logPath">The current file, for example <c>logs/trades.log</c>. The archived days are in the same
/// directory.</param>
/// <param name="key">The key that signed the seals; null when it is not available.</param>
/// <param name="keyPlaces">Files and directories that may have copies of key lines of encrypted values; null for
/// none.</param>
public sealed class TradeLogVerifier(string logPath, SealKey? key = null, IEnumerable<string>? keyPlaces = null)
{
    private readonly string _path = Path.GetFullPath(logPath);
    private readonly KeyLineCheck _keys = new(Path.GetFullPath(logPath), keyPlaces ?? []);

    private string SealPath => _path + ArchiveName.SealSuffix;

    /// <summary>Verifies the files, the earliest first. Each file is read when its result is enumerated. What a killed
    /// process left with <c>mode = async</c> is added to the log first, as by every reader.</summary>
    /// <param name="cancellation">Ends reading at once.</param>
    /// <returns>One proof for each file, and for each seal whose file is missing. What cannot be read is a problem of
    /// its file; the others are verified all the same.</returns>
    /// <exception cref="IOException">While enumerating: the directory cannot be listed.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: <paramref name="cancellation"/>.</exception>
    public IEnumerable<TradeLogProof> Verify(CancellationToken cancellation = default)
    {
        var walk = new Walk();
        LeftRecords.BringIn(_path);

        // It is opened before the archives are listed. If it is rotated in between, it is in the list under its new
        // name and is the last.
        var last = new TradeFileVerifier(_path, _keys);
        using LogFile? current = last.TryOpen(() => LogFile.TryOpenExactly(_path));
        Seal? currentSeal = last.TryOpen(() => Seal.TryRead(SealPath));
        foreach (SealedDay day in SealedDay.List(_path))
        {
            var check = new TradeFileVerifier(day.FilePath ?? day.Path, _keys);
            Seal? seal = check.TryOpen(() => Seal.TryRead(day.SealPath));
            using LogFile? file = day.FilePath is null ? null : check.TryOpen(() => LogFile.TryOpen(day.Path));
            if (file is not null && file.Handle.Identity == current?.Handle.Identity)
                break;
            if (file is not null || seal is not null || check.HasProblem)
                yield return VerifyDay(check, day, file, seal, walk, cancellation);
        }

        if (current is null && currentSeal is null && !last.HasProblem)
            yield break;
        if (current is not null)
            last.ReadLines(current, walk.Chain, cancellation);
        SealState state = currentSeal is null ? SealState.None : CompareCurrent(last, currentSeal, current, walk);
        yield return last.ToProof(state, isCurrent: true, currentSeal?.LastSeq);
    }

    /// <summary>Verifies the current file before it is sealed: its lines, that they follow the newest archived day, and
    /// the former seal. What a former seal covers that still fits was accepted before and is not judged
    /// again.</summary>
    /// <param name="size">How much of the file is verified, in bytes up to the end of a line.</param>
    /// <returns>The proof, with the first problem that counts; and what the file holds.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal (TradeLogProof Proof, FileSummary Summary) VerifyCurrent(long size)
    {
        var walk = new Walk();
        var last = new TradeFileVerifier(_path);
        using LogFile current = LogFile.TryOpenExactly(_path)
            ?? throw new FileOperationException($"'{_path}' has been renamed meanwhile.");
        Seal? seal = Seal.TryRead(SealPath);
        IReadOnlyList<SealedDay> days = SealedDay.List(_path);
        // A former seal that covers lines of an archived day needs all days; else the last line of the newest is
        // enough.
        bool needsAll = seal is not null && seal.FirstSeq != FirstSeqOf(current);
        for (int index = 0; index < days.Count; index++)
        {
            SealedDay day = days[index];
            Seal? daySeal = day.TryReadSeal();
            using LogFile? file = needsAll || index == days.Count - 1 ? day.TryOpen() : null;
            if (file is null)
                walk.Previous = daySeal ?? walk.Previous;
            else
                VerifyDay(new TradeFileVerifier(file.Path), day, file, daySeal, walk, default);
        }

        last.ReadLines(current, walk.Chain, default, size, sealedSize: seal?.Size ?? 0);
        SealState state = seal is null ? SealState.None : CompareCurrent(last, seal, current, walk);
        bool fits = seal is not null && state is not (SealState.Broken or SealState.None);
        TradeLogProof proof = last.ToProof(state, isCurrent: true, seal?.LastSeq);
        return (fits ? proof with { FirstProblem = last.FirstBehindSeal } : proof, last.Summary);
    }

    private static long? FirstSeqOf(LogFile file)
    {
        Span<byte> hash = stackalloc byte[ChainMembers.HashSize];
        using LineReader lines = file.ReadLines();
        bool isAny = lines.TryRead(out ReadOnlySpan<byte> line);
        return isAny && ChainMembers.TryRead(line, out long seq, hash) ? seq : null;
    }

    private TradeLogProof VerifyDay(
        TradeFileVerifier check, SealedDay day, LogFile? file, Seal? seal, Walk walk, CancellationToken cancellation)
    {
        if (file is not null)
            check.ReadLines(file, walk.Chain, cancellation);
        else if (!check.HasProblem)
            check.Report("The file is missing, but its seal exists.");
        SealState state = SealState.None;
        if (file is not null && seal is not null)
        {
            state = check.Compare(seal, day.Name, walk.Previous?.Hash, walk.IsFirst, key);
        }
        else if (file is not null && key is not null)
        {
            check.Report("The file has no seal, and a key was given. "
                + "Either the seal was removed, or it was never made: then Protect-TradeLog makes it.");
        }

        if (file is not null || seal is not null)
            walk.Days.Add((day, check.Summary, walk.Previous?.Hash));
        walk.Previous = seal ?? walk.Previous;
        return check.ToProof(state);
    }

    // This seal covers the beginning of a file that may have been rotated since.
    private SealState CompareCurrent(TradeFileVerifier check, Seal seal, LogFile? current, Walk walk)
    {
        string name = Path.GetFileName(_path);
        bool isOfCurrent = seal.FirstSeq is null || seal.FirstSeq == check.Summary.FirstSeq || !seal.IsReadable;
        if (current is not null && isOfCurrent)
        {
            FileSummary sealedPart = FileSummarizer.Of(current, seal.Size);
            return check.Compare(seal, name, sealedPart, walk.Previous?.Hash, walk.IsFirst, key);
        }

        foreach ((SealedDay day, FileSummary summary, string? before) in walk.Days)
        {
            if (summary.FirstSeq != seal.FirstSeq || day.TryOpen() is not { } file)
                continue;
            using (file)
            {
                FileSummary sealedPart = FileSummarizer.Of(file, seal.Size);
                return check.Compare(seal, name, sealedPart, before, isFirst: day == walk.Days[0].Day, key);
            }
        }

        // Retention may have deleted the file, together with all lines before the first line that is left.
        if (walk.Chain.FirstSeq > seal.LastSeq)
            return SealState.None;
        check.Report("The lines that the seal of the current file covers are missing.");
        return SealState.Broken;
    }

    /// <summary>What is carried from one file to the next.</summary>
    private sealed class Walk
    {
        public ChainVerifier Chain { get; } = new();

        public List<(SealedDay Day, FileSummary Summary, string? PreviousSeal)> Days { get; } = [];

        public Seal? Previous { get; set; }

        public bool IsFirst => Days.Count == 0;
    }
}
