using System.Diagnostics;
using TradingLogging.Reading.Sources;

namespace TradingLogging.Reading;

/// <summary>Tells progress no more often than a person can see.</summary>
/// <param name="progress">Who is told; null for nobody.</param>
internal sealed class ProgressPace(Action<LogReadProgress>? progress)
{
    private static readonly long Interval = Stopwatch.Frequency / 4;

    private long _next = Stopwatch.GetTimestamp() + Interval;

    /// <summary>Whether it is time to tell.</summary>
    public bool IsDue => progress is not null && Stopwatch.GetTimestamp() >= _next;

    /// <summary>Tells how far the reading of a file is.</summary>
    public void Tell(LogFile file, long offset, LogFileQueue files)
    {
        _next = Stopwatch.GetTimestamp() + Interval;
        // How large a compressed file is when decompressed, nobody knows.
        long length = file.IsCompressed ? Math.Max(offset, 1) * 2 : file.Handle.GetLength();
        progress?.Invoke(new LogReadProgress(file.Path, offset, length, files.TakenCount, files.KnownCount));
    }
}
