using System.Diagnostics.CodeAnalysis;
using TradingLogging.Reading;
using TradingLogging.Text;

namespace TradingLogging.Integrity;

/// <summary>What the lines, the chain and the seal of one file of a trade log prove, and what they do not
/// prove.</summary>
public sealed record TradeLogProof
{
    /// <summary>The full path of the file.</summary>
    public required string File { get; init; }

    /// <summary>Whether no problem was found.</summary>
    public bool IsIntact => FirstProblem is null;

    /// <summary>The number of lines.</summary>
    public long Lines { get; init; }

    /// <summary>The number of the first chained line; null when no line is chained.</summary>
    public long? FirstSeq { get; init; }

    /// <summary>The number of the last chained line; null when no line is chained.</summary>
    public long? LastSeq { get; init; }

    /// <summary>The SHA-256 of the last line, in hexadecimal; null when there is no line. Kept together with
    /// <see cref="LastSeq"/> where nobody can change it, it proves everything up to that line.</summary>
    public string? Head { get; init; }

    /// <summary>How many lines belong to batches whose writer was killed before it had written all of them. They were
    /// not acknowledged, so their events may stand in the log a second time. A line with the action
    /// <c>BATCH_UNFINISHED</c> stands behind them.</summary>
    public long UnfinishedLines { get; init; }

    /// <summary>How many values of the file are encrypted.</summary>
    public long EncryptedValues { get; init; }

    /// <summary>Keys of encrypted values whose lines do not stand beside the log as they were written. Whether the log
    /// is intact does not depend on them: who destroys a key on purpose erases values and changes no line.</summary>
    public IReadOnlyList<TradeKeyProblem> KeyProblems
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<TradeKeyProblem>([]);

    /// <summary>The state of the seal.</summary>
    public SealState Seal { get; init; }

    /// <summary>The first problem; null for none.</summary>
    public TradeLogProblem? FirstProblem { get; init; }

    /// <summary>The number of problems. One change may cause two.</summary>
    public long Problems { get; init; }

    /// <summary>What is proved, in sentences.</summary>
    public IReadOnlyList<string> Proved { get; init => field = ReadableList.Of(value); } = ReadableList.Of<string>([]);

    /// <summary>What is not proved, in sentences.</summary>
    public IReadOnlyList<string> NotProved
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of<string>([]);
}

/// <summary>A place in a trade log that is not as it was written.</summary>
/// <param name="Location">The place. When a line does not follow the line before it, this is the later of the
/// two.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record TradeLogProblem(LogLocation Location, string Reason)
{
    /// <summary>Describes the problem in one line.</summary>
    /// <returns>For example <c>/logs/trades.log, line 12, byte 3045: …</c>.</returns>
    public override string ToString() => $"{Location}: {Reason}";
}

/// <summary>The state of the seal of a file.</summary>
public enum SealState
{
    /// <summary>The file has no seal.</summary>
    None,

    /// <summary>The seal fits the file and is not signed. Everybody who can write the directory could have made
    /// it.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "It describes a signature, not a type of numbers.")]
    Unsigned,

    /// <summary>The seal fits the file and is signed. The signature was not checked because no key was given.</summary>
    NotChecked,

    /// <summary>The seal fits the file, and the key that was given signed it.</summary>
    Verified,

    /// <summary>The seal does not fit the file, is damaged, or is not signed with the key that was given.</summary>
    Broken,
}

/// <summary>Says in sentences what a file of a trade log proves and what it does not prove.</summary>
internal static class ProofText
{
    public static IReadOnlyList<string> Proved(
        FileSummary summary, bool isIntact, SealState seal, bool isCurrent, long? sealedSeq)
    {
        if (!isIntact)
            return [];
        List<string> proved = ["Every line is a whole trade event."];
        if (summary.FirstSeq is { } first)
        {
            proved.Add(FormattableString.Invariant(
                $"Lines {first} to {summary.LastSeq} are in the order in which they were written. ")
                + "None was removed or inserted. Each is unchanged since the next one was written.");
        }

        string sealedPart = isCurrent
            ? FormattableString.Invariant($"Everything up to line {sealedSeq}")
            : "The whole file";
        if (seal is SealState.Verified)
            proved.Add($"{sealedPart} is as the holder of the key sealed it.");
        else if (seal is SealState.Unsigned or SealState.NotChecked)
            proved.Add($"{sealedPart} is as its seal states.");
        return proved;
    }

    public static IReadOnlyList<string> NotProved(
        FileSummary summary, bool isIntact, SealState seal, bool isCurrent, long unfinished)
    {
        if (!isIntact)
            return ["Which change was made, and what stood there before."];
        List<string> open = [];
        if (unfinished > 0)
        {
            open.Add(FormattableString.Invariant($"That {unfinished} lines were acknowledged: their writer was killed ")
                + "before their batch was complete. Their events may stand in the log again.");
        }

        if (summary.FirstSeq is null)
            open.Add("That lines were not changed, removed or inserted: they are not chained.");
        else if (summary.FirstSeq > 1)
            open.Add("What stood before the first line of this file, if the earlier files are missing.");
        if (seal is SealState.None or SealState.Broken)
        {
            open.Add("The end: without a seal, the last lines can be cut off and the last line can be changed. "
                + "Keep the head elsewhere, or run Protect-TradeLog.");
        }
        else if (isCurrent)
        {
            open.Add("What was written after the seal: the last lines can be cut off, and the last one changed.");
        }

        open.Add(seal switch
        {
            SealState.Verified =>
                "That the holder of the key did not rewrite the log: keep the head where the holder cannot change it.",
            SealState.NotChecked => "Who made the seal: the signature was not checked. Give the key.",
            _ => "That nobody rewrote the whole log and its seals: they are not signed. "
                + "Keep the head where nobody can change it.",
        });
        return open;
    }
}
