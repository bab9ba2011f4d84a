using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingLogging.Logging;

namespace TradingLogging.Resilience.Writer;

/// <summary>Appends as many events as each line of standard input says, and ends when there are no more lines. A line
/// <c>clock TICKS</c> sets the clock instead. Of a batch only the last event is told of.</summary>
/// <remarks>Standard output: <c>ready</c>; then for each event <c>ack NUMBER TIMESTAMP</c> or <c>failed NUMBER
/// TIMESTAMP MESSAGE</c>, with the machine's monotonic time right after the call; after each command <c>done
/// REPORT</c>.</remarks>
internal sealed class WriteLoop(WriterJob job)
{
    private const string SetsClock = "clock ";

    // A count that is too low must not keep the test from saying so.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, object?> _data = [];

    // No buffer between an acknowledgement and the pipe.
    private readonly Stream _output = Console.OpenStandardOutput();
    private int _next;

    public int Run()
    {
        var clock = new SetClock();
        using var log = Log.Open(job, clock);
        Tell("ready");
        using var heartbeat = new Heartbeat();
        while (Console.ReadLine() is { } command)
        {
            if (command.StartsWith(SetsClock, StringComparison.Ordinal))
            {
                clock.Set(command[SetsClock.Length..]);
            }
            else
            {
                Tell(
                    "done "
                        + JsonSerializer.Serialize(
                            Write(log, int.Parse(command, CultureInfo.InvariantCulture), heartbeat)));
            }
        }

        return 0;
    }

    private WriterReport Write(Log log, int count, Heartbeat heartbeat)
    {
        heartbeat.Reset();
        int failed = 0;
        TimeSpan longest = TimeSpan.Zero;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            string text = new TestEvent(job.Writer, _next).ToText(job.TextLength);
            long before = Stopwatch.GetTimestamp();
            string? error = job.BatchSize > 1 ? TryWriteBatch(log) : TryWrite(log, text);
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

        WaitUntilDone(log);
        return new WriterReport(
            count - failed,
            failed,
            log.GetHandlerStates().Sum(handler => handler.Rotations),
            log.GetHandlerStates().Sum(handler => handler.Failures),
            log.GetHandlerStates().Sum(handler => handler.RecoveredTails),
            longest.TotalMilliseconds,
            heartbeat.LongestPause.TotalMilliseconds,
            Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    // With mode = async, until every event is in the file, or the file fails.
    private void WaitUntilDone(Log log)
    {
        if (job.Settings.TryGetValue("mode", out string? mode) && mode == "async")
        {
            SpinWait.SpinUntil(
                () => log.GetHandlerStates().Sum(handler => handler.Events + handler.Failures) >= _next
                    || log.GetHandlerStates().Any(handler => handler.LastError is not null),
                LongestWait);
        }
    }

    private string? TryWrite(Log log, string text)
    {
        try
        {
            if (job.Destination == Destination.Text)
            {
                log.Info(text);
            }
            else
            {
                _data[TestEvent.Member] = text;
                log.LogTrade(TestEvent.Action, _data);
            }

            return null;
        }
        catch (LogWriteException exception)
        {
            return exception.Message;
        }
    }

    private string? TryWriteBatch(Log log)
    {
        try
        {
            log.LogTrades(TestEvent.Action, Enumerable.Range(_next, job.BatchSize).Select(number =>
                new Dictionary<string, object?>
                {
                    [TestEvent.Member] = new TestEvent(job.Writer, number).ToText(job.TextLength),
                }));
            _next += job.BatchSize - 1;
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
