using System.Diagnostics;
using TradingLogging.Reading.Sources;

namespace TradingLogging.Reading;

/// <summary>Who is told what while a log is read, and what ends the reading. All calls come from the thread that
/// reads.</summary>
public sealed record LogReadOptions
{
    /// <summary>Is told of bytes that are no record and are skipped, and of events that are doubtful. Default: nobody
    /// is told.</summary>
    public Action<LogDamage>? Damaged { get; init; }

    /// <summary>Is told of a file that cannot be read; reading continues with the next file. Default: the exception is
    /// thrown.</summary>
    public Action<IOException>? Failed { get; init; }

    /// <summary>Is told of the progress, four times a second at most. Default: nobody is told.</summary>
    public Action<LogReadProgress>? Progress { get; init; }

    /// <summary>Ends the reading at once. Default: nothing does.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>How far a reader is.</summary>
/// <param name="File">The full path of the file that is being read.</param>
/// <param name="BytesRead">The number of its bytes that were read or skipped.</param>
/// <param name="Length">The size of the file in bytes.</param>
/// <param name="FileNumber">The number of the file, from 1.</param>
/// <param name="FileCount">The number of files to read.</param>
public readonly record struct LogReadProgress(string File, long BytesRead, long Length, int FileNumber, int FileCount)
{
    /// <summary>The part of the file that has been read, from 0 to 1.</summary>
    public double Fraction => Length > 0 ? Math.Min(1, (double)BytesRead / Length) : 1;
}

/// <summary>Reports progress no more often than a person can see.</summary>
/// <param name="progress">Who is told; null for nobody.</param>
internal sealed class ProgressPace(Action<LogReadProgress>? progress)
{
    private static readonly long Interval = Stopwatch.Frequency / 4;

    private long _next = Stopwatch.GetTimestamp() + Interval;

    /// <summary>Whether it is time to report.</summary>
    public bool IsDue => progress is not null && Stopwatch.GetTimestamp() >= _next;

    /// <summary>Reports how far the reading of a file is.</summary>
    public void Report(LogFile file, long offset, LogFileQueue files)
    {
        _next = Stopwatch.GetTimestamp() + Interval;
        // The decompressed size of a compressed file is unknown.
        long length = file.IsCompressed ? Math.Max(offset, 1) * 2 : file.Length;
        progress?.Invoke(new LogReadProgress(file.Path, offset, length, files.TakenCount, files.KnownCount));
    }
}
