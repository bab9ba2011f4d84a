using System.Globalization;
using TradingLogging.Formatting;
using TradingLogging.Handlers;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Storage.Rotation;
using TradingLogging.Text;

namespace TradingLogging.Tests.Storage.Chain;

/// <summary>A chained trade log in a folder of its own.</summary>
internal sealed class ChainedLog : IDisposable
{
    public LogFolder Folder { get; } = new();

    public string Path => Folder.PathOf("trades.log");

    /// <summary>Makes a handler that seals a day while it archives it.</summary>
    public TimedRotatingFileHandler Open(Retention retention = default, int backupCount = 30, bool isChained = true) =>
        new(
            Path,
            backupCount,
            retention: retention,
            isChained: isChained,
            rotated: () => new TradeSealer(Path).SealDays());

    /// <summary>Writes by a handler of its own, as a process that comes and goes does.</summary>
    public void Write(string time, params string[] actions)
    {
        using TimedRotatingFileHandler handler = Open();
        foreach (string action in actions)
            Write(handler, time, action);
    }

    public static void Write(TimedRotatingFileHandler handler, string time, string action, int padding = 0)
    {
        var now = new DateTimeOffset(DateTime.Parse(time, CultureInfo.InvariantCulture), TimeSpan.FromHours(1));
        var buffer = new Utf8Buffer();
        var data = new Dictionary<string, object?> { ["pad"] = new string('x', padding) };
        new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits(), isChained: true)
            .Write(buffer, now, action, data, eventTime: null);
        handler.Handle(new LogRecord(now, "trades", buffer.Written, 1));
    }

    /// <summary>Writes the line that marks lines of an unfinished batch, with number and hash.</summary>
    public static void WriteMark(ChainedLog log, string time, int lines)
    {
        using TimedRotatingFileHandler handler = log.Open();
        var now = new DateTimeOffset(DateTime.Parse(time, CultureInfo.InvariantCulture), TimeSpan.FromHours(1));
        byte[] last = System.Text.Encoding.UTF8.GetBytes(log.Lines[^1]);
        byte[] mark = TradeLineFormat.MarkUnfinishedBatch(last, lines, records: lines + 1)!;
        handler.Handle(new LogRecord(now, "trades", mark.AsSpan(0, mark.Length - 1), 1));
    }

    /// <summary>All lines, those of the archives first.</summary>
    public string[] Lines =>
        [.. Folder.Files
            .Where(name => !name.EndsWith(".seal", StringComparison.Ordinal))
            .OrderBy(name => name == "trades.log")
            .ThenBy(name => name, StringComparer.Ordinal)
            .SelectMany(Folder.Lines)];

    public void Dispose() => Folder.Dispose();

    // At once, so that tests need not wait for it.
    private void Seal() => new TradeSealer(Path).SealDays();
}
