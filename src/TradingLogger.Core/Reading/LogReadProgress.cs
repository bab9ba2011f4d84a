namespace TradingLogging.Reading;

/// <summary>How far a reader is.</summary>
/// <param name="File">The full path of the file being read.</param>
/// <param name="BytesRead">How many bytes of it have been looked at or skipped.</param>
/// <param name="Length">The size of the file in bytes.</param>
/// <param name="FileNumber">Which file it is, from 1.</param>
/// <param name="FileCount">How many files there are to read.</param>
public readonly record struct LogReadProgress(string File, long BytesRead, long Length, int FileNumber, int FileCount)
{
    /// <summary>Which part of the file has been read, from 0 to 1.</summary>
    public double Fraction => Length > 0 ? Math.Min(1, (double)BytesRead / Length) : 1;
}
