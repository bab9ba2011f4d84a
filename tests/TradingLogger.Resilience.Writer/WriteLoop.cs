using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TradingLogging.Resilience.Writer;

/// <summary>Appends as many events as each line of standard input says, and ends when there are no more lines.</summary>
/// <remarks>Standard output: <c>ready</c>; then for each event <c>ack NUMBER TIMESTAMP</c> or <c>failed NUMBER TIMESTAMP
/// MESSAGE</c>, with the machine's monotonic time right after the call; after each command <c>done REPORT</c>.</remarks>
internal sealed class WriteLoop(WriterJob job)
{
    private const string LoggerName = "load";

    private readonly Logger _logger = TradingLogger.GetLogger(LoggerName);
    private readonly Dictionary<string, object?> _data = [];

    // No buffer between an acknowledgement and the pipe.
    private readonly Stream _output = Console.OpenStandardOutput();
    private int _next;

    public int Run()
    {
        TradingLogger.Initialize(LoggingConfig.FromText(job.Settings, new LoggingConfig
        {
            LogDirectory = job.Directory,
            Console = false,
            PropagateTrades = job.Destination == Destination.Both,
        }));
        Tell("ready");
        using var heartbeat = new Heartbeat();
        while (Console.ReadLine() is { } command)
            Tell("done " + JsonSerializer.Serialize(Write(int.Parse(command, CultureInfo.InvariantCulture), heartbeat)));
        TradingLogger.Close();
        return 0;
    }

    private WriterReport Write(int count, Heartbeat heartbeat)
    {
        heartbeat.Reset();
        int failed = 0;
        TimeSpan longest = TimeSpan.Zero;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            string text = new TestEvent(job.Writer, _next).ToText(job.TextLength);
            long before = Stopwatch.GetTimestamp();
            string? error = TryWrite(text);
            long after = Stopwatch.GetTimestamp();
            TimeSpan call = Stopwatch.GetElapsedTime(before, after);
            longest = call > longest ? call : longest;
            if (error is not null)
            {
                failed++;
                Tell(Invariant($"failed {_next} {after} {error}"));
            }
            else if (job.IsAcknowledging)
            {
                Tell(Invariant($"ack {_next} {after}"));
            }

            _next++;
        }

        return new WriterReport(
            count - failed,
            failed,
            TradingLogger.GetState().Handlers.Sum(handler => handler.Rotations),
            longest.TotalMilliseconds,
            heartbeat.LongestPause.TotalMilliseconds,
            Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private string? TryWrite(string text)
    {
        try
        {
            if (job.Destination == Destination.Text)
            {
                _logger.Info(text, lineNumber: 1);
            }
            else
            {
                _data[TestEvent.Member] = text;
                TradingLogger.LogTrade(TestEvent.Action, _data, lineNumber: 1);
            }

            return null;
        }
        catch (LogWriteException exception)
        {
            return exception.Message;
        }
    }

    private void Tell(string line) => _output.Write(Encoding.UTF8.GetBytes(line + "\n"));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
