using TradingLogging.Formatting;
using TradingLogging.Reading;
using TradingLogging.Reading.Parsing;
using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Platform;
using TradingLogging.Text;

namespace TradingLogging.Integrity;

/// <summary>Verifies one file of a trade log.</summary>
/// <param name="path">The path of the file.</param>
/// <param name="keys">Finds the key lines of encrypted values; null when nobody asks for them.</param>
internal sealed class TradeFileVerifier(string path, KeyLineCheck? keys = null)
{
    // Long enough for a writer to end the line that it is writing.
    private const int SecondLook = 20;

    private readonly TradeLineScanner _scanner = new(new TradeQuery());
    private readonly Dictionary<string, UsedKey> _usedKeys = new(StringComparer.Ordinal);
    private TradeLogProblem? _first;
    private long _problems;
    private long _sealedSize;
    private long _unfinished;
    private LogLocation _last = new(path, 1, 0);

    /// <summary>What the file holds.</summary>
    public FileSummary Summary { get; private set; } = new();

    /// <summary>Whether a problem was found so far.</summary>
    public bool HasProblem => _first is not null;

    /// <summary>The first problem of a line that the former seal does not cover; null for none.</summary>
    public TradeLogProblem? FirstBehindSeal { get; private set; }

    /// <summary>Opens something of the file; a failure is a problem of the file.</summary>
    /// <returns>Null when it does not exist or cannot be opened.</returns>
    public T? TryOpen<T>(Func<T?> open)
        where T : class
    {
        try
        {
            return open();
        }
        catch (FileOperationException exception)
        {
            Report(exception.Message);
            return null;
        }
    }

    /// <summary>Reads and verifies the lines of the file. A failure to read on is a problem of the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="chain">Follows the chain.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <param name="size">How much of the file is read, in bytes.</param>
    /// <param name="sealedSize">How much of it a former seal covers, in bytes.</param>
    public void ReadLines(
        LogFile file,
        ChainVerifier chain,
        CancellationToken cancellation,
        long size = long.MaxValue,
        long sealedSize = 0)
    {
        _sealedSize = sealedSize;
        using var summarizer = new FileSummarizer();
        var range = new LogFileRange(0, size);
        using LineReader lines = file.ReadLines(range, cancellation);
        try
        {
            ReadLines(lines, summarizer, chain, cancellation);
        }
        catch (IOException exception)
        {
            Report(exception.Message);
        }

        Summary = summarizer.Finish();
    }

    private void ReadLines(
        LineReader lines, FileSummarizer summarizer, ChainVerifier chain, CancellationToken cancellation)
    {
        bool hasLookedTwice = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (lines.TryRead(out ReadOnlySpan<byte> line))
            {
                Take(lines, line, summarizer, chain, isEnded: true);
            }
            else if (lines.HasUnended && !hasLookedTwice)
            {
                hasLookedTwice = true;
                Thread.Sleep(SecondLook);
            }
            else
            {
                if (lines.TryReadUnended(out line))
                    Take(lines, line, summarizer, chain, isEnded: false);
                break;
            }
        }
    }

    /// <summary>Compares a seal with the whole file.</summary>
    public SealState Compare(Seal seal, string name, string? previousSeal, bool isFirst, SealKey? key) =>
        Compare(seal, name, Summary, previousSeal, isFirst, key);

    /// <summary>Compares a seal with the file, or the part of a file, that it seals.</summary>
    public SealState Compare(
        Seal seal,
        string name,
        FileSummary summary,
        string? previousSeal,
        bool isFirst,
        SealKey? key)
    {
        (SealState state, string? fault) = seal.Verify(name, summary, previousSeal, isFirst, key);
        if (fault is not null)
            Report(fault);
        return state;
    }

    /// <summary>Notes a problem of the whole file, at its last line.</summary>
    public void Report(string reason) => Report(_last, reason);

    /// <summary>The result.</summary>
    public TradeLogProof ToProof(SealState seal, bool isCurrent = false, long? sealedSeq = null) => new()
    {
        File = path,
        EncryptedValues = _usedKeys.Values.Sum(key => key.Values),
        KeyProblems = keys?.ProblemsOf(_usedKeys) ?? [],
        Lines = Summary.Count,
        FirstSeq = Summary.FirstSeq,
        LastSeq = Summary.LastSeq,
        Head = Summary.Head,
        UnfinishedLines = _unfinished,
        Seal = seal,
        FirstProblem = _first,
        Problems = _problems,
        Proved = ProofText.Proved(Summary, _first is null, seal, isCurrent, sealedSeq),
        NotProved = ProofText.NotProved(Summary, _first is null, seal, isCurrent, _unfinished),
    };

    private void Take(
        LineReader lines, ReadOnlySpan<byte> line, FileSummarizer summarizer, ChainVerifier chain, bool isEnded)
    {
        _last = new LogLocation(path, lines.Line, lines.Offset);
        long seq = summarizer.Add(line, isEnded);
        string? fault = chain.Take(summarizer, seq);
        if (!isEnded)
            Report(_last, "The last line is not ended by a line feed.");
        else if (lines.IsTooLong)
            Report(_last, "The line is longer than 64 MiB.");
        else if (FaultOf(line) is { } reason)
            Report(_last, reason);
        if (fault is not null)
            Report(_last, fault);
        if (TradeLineFormat.IsUnfinishedBatch(line, out int unfinished))
            TakeUnfinished(unfinished, before: lines.Line - 1);
    }

    // The next writer marked lines of a batch whose writer was killed. Nobody acknowledged them.
    private void TakeUnfinished(int lines, long before)
    {
        _unfinished += lines;
        if (lines > before)
            Report(_last, "The line marks more lines of an unfinished batch than stand before it.");
    }

    private string? FaultOf(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> json = LoneSurrogates.Replace(line);
        bool isEvent = _scanner.TryScan(json, out TradeLine scanned, out string? reason)
            && TradeLineScanner.IsAlone(json, scanned, out reason);
        if (!isEvent)
            return $"The line is no trade event. {reason}";
        keys?.Note(json[scanned.Start..scanned.End], _last, _usedKeys);
        return scanned.MayRepeatNames && TradeLineMembers.RepeatedName(json[scanned.Start..scanned.End]) is { } name
            ? TradeLineMembers.RepeatedNameReason(name)
            : null;
    }

    private void Report(LogLocation location, string reason)
    {
        _problems++;
        _first ??= new TradeLogProblem(location, reason);
        if (location.Offset >= _sealedSize)
            FirstBehindSeal ??= new TradeLogProblem(location, reason);
    }
}

/// <summary>Follows the chain from line to line and from file to file.</summary>
internal sealed class ChainVerifier
{
    private readonly byte[] _hash = new byte[ChainMembers.HashSize];
    private bool _hasLine;

    /// <summary>The number of the last chained line; 0 before the first.</summary>
    public long Seq { get; private set; }

    /// <summary>The number of the first chained line; 0 when there is none.</summary>
    public long FirstSeq { get; private set; }

    /// <summary>Takes the next line.</summary>
    /// <param name="line">The summary to which the line was added last.</param>
    /// <param name="seq">The number of the line; 0 when it has none.</param>
    /// <returns>Why the line does not follow the line before it; null when it does.</returns>
    public string? Take(FileSummarizer line, long seq)
    {
        string? fault = seq == 0 ? FaultOfUnlinked() : FaultOfLinked(seq, line.PreviousHash);
        if (seq > 0)
        {
            Seq = seq;
            FirstSeq = FirstSeq == 0 ? seq : FirstSeq;
        }

        line.LineHash.CopyTo(_hash);
        _hasLine = true;
        return fault;
    }

    private string? FaultOfUnlinked() =>
        Seq == 0 ? null : "The line has no number: it was inserted, changed or damaged.";

    private string? FaultOfLinked(long seq, ReadOnlySpan<byte> previous)
    {
        // A log whose first days were removed begins with a higher number. Then no line without a number can stand
        // before it.
        bool isBeginning = Seq == 0 && !_hasLine;
        if (isBeginning && seq > 1)
            return null;
        if (seq != Seq + 1)
        {
            return FormattableString.Invariant(
                $"The line has the number {seq} where {Seq + 1} was expected: ")
                + "lines were removed, doubled, moved or changed.";
        }

        return previous.SequenceEqual(_hash)
            ? null
            : "The line does not follow the one before it: one of the two was changed, "
                + "or lines between them were removed or inserted.";
    }
}
