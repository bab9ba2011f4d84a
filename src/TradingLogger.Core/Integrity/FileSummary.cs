namespace TradingLogging.Integrity;

/// <summary>What a seal tells of a file.</summary>
internal sealed record FileSummary
{
    /// <summary>Bytes, decompressed if it was compressed.</summary>
    public long Size { get; init; }

    /// <summary>Lines, whatever they are.</summary>
    public long Count { get; init; }

    /// <summary>The timestamp of the first line that has one, as it is written.</summary>
    public string? FirstTime { get; init; }

    public string? LastTime { get; init; }

    /// <summary>The number of the first line that has one.</summary>
    public long? FirstSeq { get; init; }

    public long? LastSeq { get; init; }

    /// <summary>The hash of the last line; null when there is none.</summary>
    public string? Head { get; init; }

    /// <summary>The hash of all bytes.</summary>
    public string Sha256 { get; init; } = "";
}
