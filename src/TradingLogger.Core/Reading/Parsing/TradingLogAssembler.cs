using System.Text;

namespace TradingLogging.Reading.Parsing;

/// <summary>Puts the lines of <c>trading.log</c> together into records.</summary>
/// <param name="damaged">Hears of lines that belong to no record; may be null.</param>
internal sealed class TradingLogAssembler(Action<LogDamage>? damaged)
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
        string text = Encoding.UTF8.GetString(line.TrimEnd((byte)'\r'));
        if (TradingLogLine.Parse(text, location) is { } next)
        {
            TradingLogEntry? ended = Complete();
            _entry = next;
            _message.Append(next.Message);
            return ended;
        }

        bool belongs = _entry is not null && _message.Length < LongestMessage && text.IndexOf('\0') < 0;
        if (belongs)
            _message.Append('\n').Append(text);
        else
            Skip(location, line.Length, "It is no record of trading.log and belongs to none.");
        return null;
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
