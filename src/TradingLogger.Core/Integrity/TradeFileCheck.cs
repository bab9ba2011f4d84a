using TradingLogging.Reading;
using TradingLogging.Reading.Parsing;
using TradingLogging.Reading.Sources;
using TradingLogging.Text;

namespace TradingLogging.Integrity;

/// <summary>Verifies one file, and remembers the first problem.</summary>
internal sealed class TradeFileCheck(string path)
{
    // Long enough for a writer that is in the middle of its line to end it.
    private const int SecondLook = 20;

    private readonly FastTradeLineScanner _flat = new();
    private TradeLogProblem? _first;
    private long _problems;
    private LogLocation _last = new(path, 1, 0);

    /// <summary>What the file holds.</summary>
    public FileSummary Summary { get; private set; } = new();

    /// <summary>Reads all lines of the file.</summary>
    /// <exception cref="IOException">Reading failed.</exception>
    public void ReadLines(LogFile file, ChainWalk walk, CancellationToken cancellation)
    {
        using var summarizer = new FileSummarizer();
        using LineReader lines = file.ReadLines(longest: FileSummarizer.LongestLine, cancellation: cancellation);
        bool hasLookedTwice = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (lines.TryRead(out ReadOnlySpan<byte> line))
            {
                Take(lines, line, summarizer, walk, isEnded: true);
            }
            else if (lines.HasUnended && !hasLookedTwice)
            {
                hasLookedTwice = true;
                Thread.Sleep(SecondLook);
            }
            else
            {
                if (lines.TryReadUnended(out line))
                    Take(lines, line, summarizer, walk, isEnded: false);
                break;
            }
        }

        Summary = summarizer.Finish();
    }

    /// <summary>Compares a seal with the whole file.</summary>
    public SealState Compare(SealFile seal, string name, string? previousSeal, bool isFirst, SealKey? key) =>
        Compare(seal, name, Summary, previousSeal, isFirst, key);

    /// <summary>Compares a seal with what it tells of.</summary>
    public SealState Compare(
        SealFile seal,
        string name,
        FileSummary summary,
        string? previousSeal,
        bool isFirst,
        SealKey? key)
    {
        (SealState state, string? fault) = SealCheck.Of(seal, name, summary, previousSeal, isFirst, key);
        if (fault is not null)
            Report(fault);
        return state;
    }

    /// <summary>Notes a problem of the whole file, at its last line.</summary>
    public void Report(string reason) => Report(_last, reason);

    /// <summary>What was found out.</summary>
    public TradeLogProof ToProof(SealState seal, bool isCurrent = false, long? sealedSeq = null) => new()
    {
        File = path,
        Lines = Summary.Count,
        FirstSeq = Summary.FirstSeq,
        LastSeq = Summary.LastSeq,
        Head = Summary.Head,
        Seal = seal,
        FirstProblem = _first,
        Problems = _problems,
        Proved = ProofText.Proved(Summary, _first is null, seal, isCurrent, sealedSeq),
        NotProved = ProofText.NotProved(Summary, _first is null, seal, isCurrent),
    };

    private void Take(LineReader lines, ReadOnlySpan<byte> line, FileSummarizer summarizer, ChainWalk walk, bool isEnded)
    {
        _last = new LogLocation(path, lines.Line, lines.Offset);
        long seq = summarizer.Add(line, isEnded);
        string? fault = walk.Take(summarizer, seq);
        if (!isEnded)
            Report(_last, "The last line is not ended by a line feed.");
        else if (lines.IsTooLong)
            Report(_last, "The line is longer than 64 MiB.");
        else if (FaultOf(line) is { } reason)
            Report(_last, reason);
        if (fault is not null)
            Report(_last, fault);
    }

    private string? FaultOf(ReadOnlySpan<byte> line)
    {
        if (_flat.TryScan(line, out TradeLine flat) && flat.End == line.Length)
            return null;
        ReadOnlySpan<byte> json = LoneSurrogates.Replace(line);
        bool isEvent = TradeLine.TryScan(json, out TradeLine scanned, out string? reason)
            && scanned.IsFollowedByNothing(json, out reason);
        return isEvent ? null : $"The line is no trade event. {reason}";
    }

    private void Report(LogLocation location, string reason)
    {
        _problems++;
        _first ??= new TradeLogProblem(location, reason);
    }
}
