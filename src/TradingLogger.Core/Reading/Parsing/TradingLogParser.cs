using System.Globalization;
using System.Text;
using TradingLogging.Logging;
using TradingLogging.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>Puts the lines of <c>trading.log</c> together into records.</summary>
/// <param name="damaged">Hears of lines that belong to no record; may be null.</param>
internal sealed class TradingLogParser(Action<LogDamage>? damaged)
{
    // Longer messages are cut: a file that is no log must not fill the memory.
    private const int LongestMessage = 16 * 1024 * 1024;

    private readonly StringBuilder _message = new();
    private TradingLogEntry? _entry;

    /// <summary>Takes a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="location">Where it begins.</param>
    /// <returns>The record that ended before it; null when it ended none.</returns>
    public TradingLogEntry? Take(ReadOnlySpan<byte> line, LogLocation location)
    {
        if (TradingLogJson.IsMeant(line))
            return TakeJson(line, location);
        string text = Encoding.UTF8.GetString(line.TrimEnd((byte)'\r'));
        if (TradingLogLine.Parse(text, location) is { } next)
            return Begin(next);

        bool belongs = _entry is not null && _message.Length < LongestMessage && text.IndexOf('\0') < 0;
        if (belongs)
            _message.Append('\n').Append(text);
        else
            Skip(location, line.Length, "It is no record of trading.log and belongs to none.");
        return null;
    }

    private TradingLogEntry? TakeJson(ReadOnlySpan<byte> line, LogLocation location)
    {
        if (TradingLogJson.Parse(line, location) is { } next)
            return Begin(next);
        Skip(location, line.Length, "It is no whole record of trading.log in JSON.");
        return null;
    }

    private TradingLogEntry? Begin(TradingLogEntry next)
    {
        TradingLogEntry? ended = Complete();
        _entry = next;
        _message.Append(next.Message);
        return ended;
    }

    /// <summary>Reports a line that is skipped.</summary>
    public void Skip(LogLocation location, long length, string reason) =>
        damaged?.Invoke(new LogDamage(location, length, reason));

    /// <summary>The record whose last line has been taken; null when there is none.</summary>
    public TradingLogEntry? Complete()
    {
        TradingLogEntry? ended = _entry is null ? null : _entry with { Message = _message.ToString() };
        _entry = null;
        _message.Clear();
        return ended;
    }
}

/// <summary>Takes a line of <c>trading.log</c> apart: <c>2025-12-18 10:30:45 | INFO     | trading.signals:87 |
/// message</c>.</summary>
internal static class TradingLogLine
{
    private const string Separator = " | ";
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";
    private const string UnnamedLevel = "Level ";

    /// <summary>The record that the line begins; null when it begins none.</summary>
    public static TradingLogEntry? Parse(string line, LogLocation location)
    {
        int levelStart = TimeFormat.Length + Separator.Length;
        if (!IsSeparatedAt(line, TimeFormat.Length)
            || !DateTime.TryParseExact(
                line[..TimeFormat.Length],
                TimeFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeLocal,
                out DateTime time))
        {
            return null;
        }

        int levelEnd = line.IndexOf(Separator, levelStart, StringComparison.Ordinal);
        if (levelEnd < 0 || ParseLevel(line[levelStart..levelEnd].TrimEnd()) is not { } level)
            return null;
        int sourceStart = levelEnd + Separator.Length;
        // A logger's name may itself hold a separator; its line number ends it.
        for (int end = Next(line, sourceStart); end >= 0; end = Next(line, end + 1))
        {
            if (TryParseSource(line[sourceStart..end], out string logger, out int number))
            {
                return new TradingLogEntry(
                    WallClock.MomentOf(time), level, logger, number, line[(end + Separator.Length)..], location);
            }
        }

        return null;
    }

    private static bool IsSeparatedAt(string line, int index) =>
        line.Length > index && string.CompareOrdinal(line, index, Separator, 0, Separator.Length) == 0;

    private static int Next(string line, int start) => line.IndexOf(Separator, start, StringComparison.Ordinal);

    /// <summary>The level of a name or of the text of a number; null for any other text.</summary>
    public static LogLevel? ParseLevel(string text)
    {
        if (LogLevelName.TryParse(text, out LogLevel level))
            return level;
        if (text == LogLevelName.Of(LogLevel.NotSet))
            return LogLevel.NotSet;
        return text.StartsWith(UnnamedLevel, StringComparison.Ordinal)
            && int.TryParse(
                text[UnnamedLevel.Length..],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out int number)
            ? (LogLevel)number
            : null;
    }

    private static bool TryParseSource(string source, out string logger, out int line)
    {
        int colon = source.LastIndexOf(':');
        logger = colon < 0 ? source : source[..colon];
        line = 0;
        return colon >= 0
            && int.TryParse(source[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out line);
    }
}
