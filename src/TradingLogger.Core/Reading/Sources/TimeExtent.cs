using System.Buffers;
using System.Globalization;
using TradingLogging.Formatting;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using TradingLogging.Text;

namespace TradingLogging.Reading.Sources;

/// <summary>Between which moments the records of a file can lie, told by its first and its last record: files that
/// have nothing for a query are not read.</summary>
/// <remarks>Within a file the order of time is not relied upon: records that come late, such as those of a fallback or
/// of a clock that was set back, stand behind later ones. A file that is not chained has records of its own day alone.
/// In a chained one late records of any earlier day may stand. The last record of a compressed file is not read,
/// because all of the file would have to be decompressed for it: its seal tells of it, which a chained day
/// has.</remarks>
internal static class TimeExtent
{
    // To read less than this is faster than to ask for its extent.
    private const long SmallFile = 64 * 1024;
    private const long SmallCompressedFile = 4 * 1024;
    private const int LargestSeal = 4 * 1024;
    private const int ProbeSize = 16 * 1024;
    private const byte LineFeed = (byte)'\n';

    // The day on which clocks are set back has 25 hours.
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(25);
    private static readonly TimeSpan ClockChange = TimeSpan.FromHours(1);

    /// <summary>The part of a file that is to be read for a query: all of it, or nothing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="query">Whose bounds of time count.</param>
    /// <exception cref="FileOperationException">Reading failed.</exception>
    public static LogFileRange RangeOf(LogFile file, TradeQuery query) =>
        new(0, MayHold(file, query) ? file.Length : 0);

    private static bool MayHold(LogFile file, TradeQuery query)
    {
        bool isSmall = file.Length <= (file.IsCompressed ? SmallCompressedFile : SmallFile);
        if (isSmall || (query.Since is null && query.Until is null))
            return true;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ProbeSize);
        try
        {
            var first = Record.FirstOf(file, buffer);
            if (first is null)
                return true;
            bool isOfOneDay = file.IsCompressed && !first.Value.IsChained && !IsSealed(file);
            if (isOfOneDay && LogFileOrder.DayOf(file.Path) is { } day)
                return MayHoldOfDay(query, day, first.Value.Time);
            var last = file.IsCompressed ? Record.LastOfSealed(file) : Record.LastOf(file, buffer);
            if (last is null)
                return true;
            bool isChained = first.Value.IsChained || last.Value.IsChained;
            return MayHoldSince(query.Since, first.Value.Time, last.Value.Time, isChained && !IsArchive(file))
                && MayHoldUntil(query.Until, first.Value.Time, last.Value.Time, isChained);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The first and the last record of a chained log may both be late as long as it is written.
    private static bool MayHoldSince(DateTimeOffset? since, DateTimeOffset first, DateTimeOffset last, bool isOpen) =>
        since is not { } moment || isOpen || last >= moment || IsWithinDay(first, moment);

    private static bool MayHoldUntil(
        DateTimeOffset? until, DateTimeOffset first, DateTimeOffset last, bool isChained) =>
        until is not { } moment || isChained || first < moment || IsWithinDay(moment, last);

    // Of a day that is neither chained nor sealed all records are of the day of the first one, in the zone whose
    // midnight ends days: that of its time, or UTC. The name of the file narrows that, if it says the same.
    private static bool MayHoldOfDay(TradeQuery query, DateTime day, DateTimeOffset first)
    {
        DateTimeOffset from = first - LongestDay;
        DateTimeOffset to = first + LongestDay;
        if (day == first.Date || day == first.UtcDateTime.Date)
        {
            var local = new DateTimeOffset(day, first.Offset);
            var universal = new DateTimeOffset(day, TimeSpan.Zero);
            from = (local < universal ? local : universal) - ClockChange;
            to = (local < universal ? universal : local) + LongestDay;
        }

        return !(query.Since > to) && !(query.Until <= from);
    }

    private static string SealOf(LogFile file) =>
        ArchiveName.WithoutCompression(file.Path) + ArchiveName.SealSuffix;

    private static bool IsSealed(LogFile file) => PlatformFiles.Current.GetStatus(SealOf(file)) is not null;

    private static bool IsWithinDay(DateTimeOffset earlier, DateTimeOffset later) => later - earlier <= LongestDay;

    private static bool IsArchive(LogFile file) => LogFileOrder.DayOf(file.Path) is not null;

    private readonly record struct Record(DateTimeOffset Time, bool IsChained)
    {
        public static Record? FirstOf(LogFile file, byte[] buffer)
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, ReadBeginning(file, buffer));
            for (int feed = rest.IndexOf(LineFeed); feed >= 0; feed = rest.IndexOf(LineFeed))
            {
                if (Of(rest[..feed]) is { } record)
                    return record;
                rest = rest[(feed + 1)..];
            }

            return null;
        }

        public static Record? LastOf(LogFile file, byte[] buffer)
        {
            int read = file.Handle.Read(buffer.AsSpan(0, ProbeSize), file.Length - ProbeSize);
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, read);
            for (int feed = rest.LastIndexOf(LineFeed); feed >= 0; feed = rest.LastIndexOf(LineFeed))
            {
                rest = rest[..feed];
                if (Of(rest[(rest.LastIndexOf(LineFeed) + 1)..]) is { } record)
                    return record;
            }

            return null;
        }

        // Null when it is not known.
        public static Record? LastOfSealed(LogFile file)
        {
            using ReadHandle? seal = IsArchive(file) ? ReadHandle.TryOpen(SealOf(file)) : null;
            if (seal is null)
                return null;
            byte[] bytes = new byte[LargestSeal];
            ReadOnlySpan<byte> text = bytes.AsSpan(0, seal.Read(bytes, 0));
            int start = text.IndexOf(SealedTime);
            return start >= 0 && TryReadTime(text[(start + SealedTime.Length)..], out DateTimeOffset time)
                ? new Record(time, IsChained: true)
                : null;
        }

        private static ReadOnlySpan<byte> SealedTime => "\"last_time\": \""u8;

        private static int ReadBeginning(LogFile file, byte[] buffer)
        {
            if (!file.IsCompressed)
                return file.Handle.Read(buffer.AsSpan(0, ProbeSize), 0);
            try
            {
                using var content = new GzipByteSource(file.Handle, file.Path);
                return content.ReadFully(buffer, ProbeSize);
            }
            catch (FileOperationException)
            {
                // Whoever reads all of it is told.
                return 0;
            }
        }

        private static Record? Of(ReadOnlySpan<byte> line)
        {
            Span<byte> hash = stackalloc byte[ChainMembers.HashSize];
            return line.StartsWith(TradeLineFormat.Opening)
                && TryReadTime(line[TradeLineFormat.Opening.Length..], out DateTimeOffset time)
                ? new Record(time, ChainMembers.TryRead(line, out _, hash))
                : null;
        }

        private static bool TryReadTime(ReadOnlySpan<byte> text, out DateTimeOffset time)
        {
            if (new CanonicalTime().TryRead(text, out time, out _))
                return true;
            int end = text.IndexOf((byte)'"');
            return end > 0
                && DateTimeOffset.TryParse(
                    System.Text.Encoding.UTF8.GetString(text[..end]),
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeLocal,
                    out time);
        }
    }
}
