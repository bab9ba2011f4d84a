using System.Text;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Tests.Logging;
using Xunit;

namespace TradingLogging.Tests.Handlers;

public sealed class ConsoleHandlerTests : IDisposable
{
    private readonly MemoryStream _stdout = new();

    public void Dispose() => _stdout.Dispose();

    [Fact]
    public void A_line_goes_to_stdout()
    {
        using var handler = new ConsoleHandler(stdout: _stdout);
        Handle(handler, "LONG signal");

        Assert.Equal("2025-12-18 10:30:45 | INFO     | trading.signals      | LONG signal\n", Shown());
    }

    [Fact]
    public void The_console_shows_INFO_and_above()
    {
        using var handler = new ConsoleHandler(stdout: _stdout);
        Handle(handler, "hidden", LogLevel.Debug);
        Handle(handler, "shown", LogLevel.Error);

        Assert.Equal(LogLevel.Info, handler.Level);
        Assert.Equal("2025-12-18 10:30:45 | ERROR    | trading.signals      | shown\n", Shown());
    }

    [Fact]
    public void While_a_command_of_the_host_runs_lines_go_to_the_host()
    {
        using var output = new RecordingHostOutput();
        using var handler = new ConsoleHandler(stdout: _stdout);
        Handle(handler, "Grüße", LogLevel.Warning);

        Assert.Equal(
            [(LogLevel.Warning, "2025-12-18 10:30:45 | WARNING  | trading.signals      | Grüße")],
            output.Lines);
        Assert.Empty(Shown());
    }

    [Fact]
    public void The_host_of_one_thread_is_not_that_of_another()
    {
        using var output = new RecordingHostOutput();
        using var handler = new ConsoleHandler(stdout: _stdout);
        var thread = new Thread(() => Handle(handler, "elsewhere"));
        thread.Start();
        thread.EndInTime();

        Assert.Empty(output.Lines);
        Assert.Contains("elsewhere", Shown(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_is_out_when_the_call_returns_also_where_the_stream_buffers()
    {
        using var buffered = new BufferedStream(_stdout, 100_000);
        using var handler = new ConsoleHandler(stdout: buffered);
        Handle(handler, "message");

        Assert.NotEmpty(Shown());
    }

    [Fact]
    public void Lines_of_many_threads_stay_whole()
    {
        using var handler = new ConsoleHandler(stdout: _stdout);
        string message = new('x', 500);
        Parallel.For(0, 1000, _ => Handle(handler, message));

        string[] lines = Shown().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1000, lines.Length);
        Assert.All(lines, line => Assert.EndsWith("| " + message, line, StringComparison.Ordinal));
        Assert.Equal(1000, handler.GetState().Events);
    }

    [Fact]
    public void A_console_that_is_gone_is_an_error_with_cause_and_record()
    {
        var closed = new MemoryStream();
        closed.Dispose();
        using var handler = new ConsoleHandler(stdout: closed);
        var error = Assert.Throws<LogWriteException>(() => Handle(handler, "important\n" + new string('x', 1000)));

        Assert.StartsWith("A log record could not be shown on the console: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(@"Not written: INFO trading.signals: important\nxxx", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("x…[cut]", error.Message, StringComparison.Ordinal);
        Assert.Null(error.Path);
        Assert.IsType<ObjectDisposedException>(error.InnerException);
        Assert.False(error.IsTradeEventWritten);
    }

    [Fact]
    public void A_long_trade_event_in_an_error_is_marked_as_cut()
    {
        var closed = new MemoryStream();
        closed.Dispose();
        using var handler = new ConsoleHandler(stdout: closed);
        byte[] line = Encoding.UTF8.GetBytes("{\"action\": \"" + new string('x', 1000) + "\"}");
        var error = Assert.Throws<LogWriteException>(() =>
            handler.Handle(new LogRecord(Loggers.Moment, "trades", line, lineNumber: 1)));

        Assert.Contains("Not written: INFO trades: {\"action\": \"xxx", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("x…[cut]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_tells_events_failures_and_the_last_error()
    {
        using var handler = new ConsoleHandler(stdout: _stdout);
        Handle(handler, "message");
        Assert.Equal(new HandlerState("console", LogLevel.Info, null, 0, 1, 0, 0, 0, null), handler.GetState());

        _stdout.Dispose();
        var error = Assert.Throws<LogWriteException>(() => Handle(handler, "message"));
        Assert.Equal(
            new HandlerState("console", LogLevel.Info, null, 0, 1, 0, 0, 1, error.Message),
            handler.GetState());
    }

    [Fact]
    public void An_error_of_the_host_arrives_unchanged()
    {
        var stopped = new OperationCanceledException();
        using var output = new RecordingHostOutput { Failure = stopped };
        using var handler = new ConsoleHandler(stdout: _stdout);

        Assert.Same(stopped, Assert.Throws<OperationCanceledException>(() => Handle(handler, "message")));
    }

    private static void Handle(ConsoleHandler handler, string message, LogLevel level = LogLevel.Info) =>
        handler.Handle(new LogRecord(Loggers.Moment, level, "trading.signals", message));

    private string Shown() => Encoding.UTF8.GetString(_stdout.ToArray());
}
