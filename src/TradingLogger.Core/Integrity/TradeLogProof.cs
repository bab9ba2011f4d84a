namespace TradingLogging.Integrity;

/// <summary>What the lines, the chain and the seal of one file of a trade log prove, and what not.</summary>
public sealed record TradeLogProof
{
    /// <summary>The full path.</summary>
    public required string File { get; init; }

    /// <summary>Whether no problem was found.</summary>
    public bool IsIntact => FirstProblem is null;

    /// <summary>How many lines it has.</summary>
    public long Lines { get; init; }

    /// <summary>The number of its first chained line; null when it has none.</summary>
    public long? FirstSeq { get; init; }

    /// <summary>The number of its last chained line; null when it has none.</summary>
    public long? LastSeq { get; init; }

    /// <summary>The SHA-256 of its last line, in hexadecimal; null when it has none. Kept where nobody can change it, together with
    /// <see cref="LastSeq"/>, it anchors everything up to that line.</summary>
    public string? Head { get; init; }

    /// <summary>What is known of its seal.</summary>
    public SealState Seal { get; init; }

    /// <summary>The first problem; null for none.</summary>
    public TradeLogProblem? FirstProblem { get; init; }

    /// <summary>How many problems were found. One change may be noticed in two places.</summary>
    public long Problems { get; init; }

    /// <summary>What is proved, in sentences.</summary>
    public IReadOnlyList<string> Proved { get; init; } = [];

    /// <summary>What is not proved, in sentences.</summary>
    public IReadOnlyList<string> NotProved { get; init; } = [];
}
