using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace TradingLogging.Text;

/// <summary>Reads timestamps in the form of the trade log, with an offset or <c>Z</c>, several times as fast as .NET.
/// Callers leave other forms to .NET.</summary>
/// <remarks>The date and hour that were read last are remembered: to compute them takes most of the time, and a log has
/// thousands of events in an hour.</remarks>
internal sealed class CanonicalTime
{
    private const int HourLength = 13;
    private const int LocalLength = 26;
    private const int OffsetLength = 6;

    private readonly byte[] _hour = new byte[HourLength];
    private long _hourTicks = -1;

    /// <summary>Reads a timestamp.</summary>
    /// <param name="text">Begins with the timestamp. The text after its closing quote is not read.</param>
    /// <param name="time">The moment.</param>
    /// <param name="length">The length of the timestamp in bytes.</param>
    [MethodImpl(HotPath.CompiledAtOnce)]
    public bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset time, out int length)
    {
        time = default;
        length = 0;
        if (text.Length <= LocalLength + OffsetLength || !TryReadLocal(text, out long ticks))
            return false;
        int offsetMinutes = 0;
        length = LocalLength + 1;
        if (text[LocalLength] != 'Z')
        {
            if (!TryReadOffset(text.Slice(LocalLength, OffsetLength), out offsetMinutes))
                return false;
            length = LocalLength + OffsetLength;
        }

        long utcTicks = ticks - (offsetMinutes * TimeSpan.TicksPerMinute);
        if (text[length] != '"' || utcTicks < DateTime.MinValue.Ticks || utcTicks > DateTime.MaxValue.Ticks)
            return false;
        time = new DateTimeOffset(ticks, TimeSpan.FromTicks(offsetMinutes * TimeSpan.TicksPerMinute));
        return true;
    }

    /// <summary>The length of a timestamp, found by its closing quote; 0 when there is none. Its digits are not
    /// read.</summary>
    /// <param name="text">Begins with the timestamp.</param>
    public static int Measure(ReadOnlySpan<byte> text)
    {
        // The line of a writer that was killed may end before its time does.
        if (text.Length <= LocalLength + OffsetLength
            || ByteSearch.IndexOfEither(text[..(LocalLength + OffsetLength)], (byte)'\n', (byte)'\r') >= 0)
        {
            return 0;
        }

        if (text[LocalLength + OffsetLength] == '"')
            return LocalLength + OffsetLength;
        return text[LocalLength + 1] == '"' ? LocalLength + 1 : 0;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        int hours = TwoDigits(text, 1);
        int rest = TwoDigits(text, 4);
        minutes = text[0] == '-' ? -((hours * 60) + rest) : (hours * 60) + rest;
        return text[0] is (byte)'+' or (byte)'-' && text[3] == ':' && hours is >= 0 and <= 13 && rest is >= 0 and <= 59;
    }

    private static int TwoDigits(ReadOnlySpan<byte> text, int index)
    {
        int tens = text[index] - '0';
        int ones = text[index + 1] - '0';
        return (uint)tens <= 9 && (uint)ones <= 9 ? (tens * 10) + ones : -1;
    }

    [MethodImpl(HotPath.CompiledAtOnce)]
    private bool TryReadLocal(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (_hourTicks < 0 || !text[..HourLength].SequenceEqual(_hour))
        {
            if (!TryReadHour(text))
                return false;
        }

        int minute = TwoDigits(text, 14);
        int second = TwoDigits(text, 17);
        int first = TwoDigits(text, 20);
        int middle = TwoDigits(text, 22);
        int last = TwoDigits(text, 24);
        if (text[13] != ':' || text[16] != ':' || text[19] != '.'
            || minute is < 0 or > 59 || second is < 0 or > 59 || first < 0 || middle < 0 || last < 0)
        {
            return false;
        }

        int microseconds = (((first * 100) + middle) * 100) + last;
        ticks = _hourTicks + (
            minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond) + (microseconds * 10L);
        return true;
    }

    private bool TryReadHour(ReadOnlySpan<byte> text)
    {
        _hourTicks = -1;
        if (!Utf8Parser.TryParse(text[..4], out int year, out int read) || read != 4 || text[4] != '-'
            || text[7] != '-' || text[10] != 'T')
        {
            return false;
        }

        int month = TwoDigits(text, 5);
        int day = TwoDigits(text, 8);
        int hour = TwoDigits(text, 11);
        if (year < 1 || month is < 1 or > 12 || day < 1
            || day > DateTime.DaysInMonth(year, month) || hour is < 0 or > 23)
        {
            return false;
        }

        text[..HourLength].CopyTo(_hour);
        _hourTicks = new DateTime(year, month, day, hour, 0, 0, DateTimeKind.Unspecified).Ticks;
        return true;
    }
}

/// <summary>Marks the methods that read every byte of a log.</summary>
/// <remarks>They are compiled once, with full optimisation: a log is read to its end before the runtime knows which
/// methods are called often. The first count of 0.5 GB in a process takes 0.46 s of processor time instead of 0.95 s. A
/// later count takes 0.42 s instead of 0.36 s, because such methods are not compiled again with what the runtime has
/// learnt.</remarks>
internal static class HotPath
{
    /// <summary><c>AggressiveOptimization</c>, for which netstandard2.0 has no name.</summary>
    public const MethodImplOptions CompiledAtOnce = (MethodImplOptions)512;
}
