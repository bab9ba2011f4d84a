using System.Collections.Concurrent;
using System.Text;
using TradingLogging.Logging;

namespace TradingLogging.Tests.Logging;

/// <summary>Keeps what it is given, in a form tests can compare.</summary>
internal sealed class RecordingHandler : LogHandler
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    public override string Name => "recording";

    public Entry[] Entries => [.. _entries];

    public string[] Messages => [.. _entries.Select(entry => entry.Message)];

    public string OnlyMessage => _entries.Single().Message;

    public override HandlerState GetState() => new(Name, Level, null, 0, _entries.Count, 0, 0, 0, null);

    protected override void Emit(in LogRecord record) => _entries.Enqueue(new Entry(
        record.LoggerName,
        record.Level,
        record.IsTradeEvent ? Encoding.UTF8.GetString(record.TradeLine) : record.Message,
        record.LineNumber,
        record.Error,
        record.Timestamp));

    internal sealed record Entry(
        string Logger,
        LogLevel Level,
        string Message,
        int LineNumber,
        ErrorDetails? Error,
        DateTimeOffset Timestamp);
}
