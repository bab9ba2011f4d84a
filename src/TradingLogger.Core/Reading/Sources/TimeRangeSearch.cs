using System.Buffers;
using TradingLogging.Formatting;
using TradingLogging.Storage.Platform;
using TradingLogging.Text;

namespace TradingLogging.Reading.Sources;

/// <summary>Finds the part of a file whose records lie between two moments, by binary search. Of a file without such
/// records it reads a few lines.</summary>
/// <remarks>The search assumes that records are ordered by time, unless the clock was set back by no more than
/// <see cref="Slack"/>. This includes the end of daylight saving time in logs without offsets. Where no record can be
/// read, the part becomes larger, never smaller.</remarks>
internal sealed class TimeRangeSearch(LogFile file)
{
    /// <summary>How far the clock of the writers may have been set back.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromHours(2);

    // To read less than this is faster than to search it.
    private const long SmallPart = 64 * 1024;
    private const int ProbeSize = 16 * 1024;
    private const byte LineFeed = (byte)'\n';

    private readonly CanonicalTime _time = new();

    /// <summary>The part of a file that is to be read for a query.</summary>
    /// <param name="file">The file; a compressed one is read as a whole.</param>
    /// <param name="query">Whose bounds of time count.</param>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    public static LogFileRange RangeOf(LogFile file, TradeQuery query) =>
        file.IsCompressed || (query.Since is null && query.Until is null)
            ? new LogFileRange(0, file.Length)
            : new TimeRangeSearch(file).Find(query.Since, query.Until);

    private LogFileRange Find(DateTimeOffset? since, DateTimeOffset? until)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ProbeSize);
        try
        {
            long start = since is { } first ? FindBoundary(Earlier(first), 0, buffer).Before : 0;
            long end = until is { } last ? FindBoundary(Later(last), start, buffer).After : file.Length;
            return new LogFileRange(start, end);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // In UTC, because the clock of another zone ends at another moment.
    private static DateTimeOffset Earlier(DateTimeOffset time) =>
        time - DateTimeOffset.MinValue > Slack ? time.ToUniversalTime() - Slack : DateTimeOffset.MinValue;

    private static DateTimeOffset Later(DateTimeOffset time) =>
        DateTimeOffset.MaxValue - time > Slack ? time.ToUniversalTime() + Slack : DateTimeOffset.MaxValue;

    // Before: a line that begins there, or the start, is earlier than the moment.
    // After: a line that begins there, or the end, is not.
    private (long Before, long After) FindBoundary(DateTimeOffset moment, long start, byte[] buffer)
    {
        long before = start;
        long after = file.Length;
        // The last record comes first, because it shows whether the whole file can be skipped.
        if (after - before > SmallPart && Probe(after - ProbeSize, after, buffer) is { } last && last.Time < moment)
            before = last.Offset;
        while (after - before > SmallPart)
        {
            if (Probe(before + ((after - before) / 2), after, buffer) is not { } middle)
                break;
            if (middle.Time < moment)
                before = middle.Offset;
            else if (middle.Offset < after)
                after = middle.Offset;
            else
                break;
        }

        return (before, after);
    }

    // The first record that begins after an offset; null when there is none within a probe.
    private (long Offset, DateTimeOffset Time)? Probe(long offset, long end, byte[] buffer)
    {
        int read = file.Handle.Read(buffer.AsSpan(0, (int)Math.Min(ProbeSize, end - offset)), offset);
        ReadOnlySpan<byte> rest = buffer.AsSpan(0, read);
        for (int feed = rest.IndexOf(LineFeed); feed >= 0; feed = rest.IndexOf(LineFeed))
        {
            rest = rest[(feed + 1)..];
            if (rest.StartsWith(TradeLineFormat.Opening)
                && TryReadTime(rest[TradeLineFormat.Opening.Length..], out DateTimeOffset time))
            {
                return (offset + read - rest.Length, time);
            }
        }

        return null;
    }

    private bool TryReadTime(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        if (_time.TryRead(text, out time, out _))
            return true;
        int end = text.IndexOf((byte)'"');
        return end > 0
            && DateTimeOffset.TryParse(
                System.Text.Encoding.UTF8.GetString(text[..end]),
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeLocal,
                out time);
    }
}
