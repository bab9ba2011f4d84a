using TradingLogging.Handlers;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Logging;

public sealed class HandlerDispatchTests : IDisposable
{
    private static readonly LogWriteException Failure = new("The console is gone.", path: "/dev/console");

    private readonly Loggers _loggers = new();
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_handler_gets_the_record_though_one_before_it_fails()
    {
        Logger logger = _loggers["trading"];
        logger.AddHandler(new FailingHandler(Failure));
        var thrown = Assert.Throws<LogWriteException>(() => logger.Info("message"));

        Assert.Same(Failure, thrown);
        Assert.Equal("message", _loggers.Handler.OnlyMessage);
    }

    [Fact]
    public void A_handler_that_fails_in_an_unexpected_way_keeps_the_record_from_no_other()
    {
        var failure = new NotImplementedException();
        Logger logger = _loggers["trading"];
        logger.AddHandler(new FailingHandler(failure));

        Assert.Same(failure, Assert.Throws<NotImplementedException>(() => logger.Info("message")));
        Assert.Equal("message", _loggers.Handler.OnlyMessage);
    }

    [Fact]
    public void A_filter_that_fails_keeps_the_record_from_no_other_handler()
    {
        var filtered = new RecordingHandler();
        filtered.AddFilter(new FailingFilter());
        Logger logger = _loggers["trading"];
        logger.AddHandler(filtered);

        Assert.Throws<NotImplementedException>(() => logger.Info("message"));
        Assert.Empty(filtered.Entries);
        Assert.Equal("message", _loggers.Handler.OnlyMessage);
    }

    [Fact]
    public void Of_several_failures_the_first_is_told()
    {
        Logger logger = _loggers["trading"];
        logger.AddHandler(new FailingHandler(Failure));
        _loggers.Root.AddHandler(new FailingHandler(new LogWriteException("second", null)));

        Assert.Same(Failure, Assert.Throws<LogWriteException>(() => logger.Info("message")));
    }

    [Fact]
    public void When_only_a_copy_of_a_trade_event_failed_the_error_says_so()
    {
        using TimedRotatingFileHandler trades = AttachTradeLog();
        _loggers.Root.AddHandler(new FailingHandler(Failure));
        var error = Assert.Throws<LogWriteException>(LogTrade);

        Assert.True(error.IsTradeEventWritten);
        Assert.StartsWith("The trade event is in the trade log", error.Message, StringComparison.Ordinal);
        Assert.Contains(Failure.Message, error.Message, StringComparison.Ordinal);
        Assert.Equal("/dev/console", error.Path);
        Assert.Same(Failure, error.InnerException);
        Assert.Equal(["{\"action\": \"X\"}"], _folder.Lines("trades.log"));
    }

    [Fact]
    public void When_the_thread_is_interrupted_after_the_event_is_written_the_error_says_so()
    {
        using TimedRotatingFileHandler trades = AttachTradeLog();
        _loggers.Root.AddHandler(new FailingHandler(new ThreadInterruptedException()));

        var error = Assert.Throws<LogWriteException>(LogTrade);

        Assert.True(error.IsTradeEventWritten);
        Assert.IsType<ThreadInterruptedException>(error.InnerException);
        Assert.Equal(["{\"action\": \"X\"}"], _folder.Lines("trades.log"));
    }

    [Fact]
    public void When_the_trade_log_itself_failed_the_error_does_not_claim_the_event_is_written()
    {
        using TimedRotatingFileHandler trades = AttachTradeLog();
        Directory.CreateDirectory(trades.Path);
        var error = Assert.Throws<LogWriteException>(LogTrade);

        Assert.False(error.IsTradeEventWritten);
        Assert.Equal(trades.Path, error.Path);
        Assert.Equal("{\"action\": \"X\"}", _loggers.Handler.OnlyMessage);
    }

    [Fact]
    public void A_trade_log_that_keeps_an_event_out_has_not_written_it()
    {
        using TimedRotatingFileHandler trades = AttachTradeLog();
        trades.Level = LogLevel.Critical;
        _loggers.Root.AddHandler(new FailingHandler(Failure));

        Assert.False(Assert.Throws<LogWriteException>(LogTrade).IsTradeEventWritten);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_text_message_of_the_trades_logger_is_no_trade_event()
    {
        using TimedRotatingFileHandler trades = AttachTradeLog();
        _loggers.Root.AddHandler(new FailingHandler(Failure));

        var error = Assert.Throws<LogWriteException>(() => _loggers["trades"].Info("message"));
        Assert.False(error.IsTradeEventWritten);
        Assert.Contains("\"message\": \"message\"", _folder.Text("trades.log"), StringComparison.Ordinal);
    }

    private TimedRotatingFileHandler AttachTradeLog()
    {
        var handler = new TimedRotatingFileHandler(_folder.PathOf("trades.log"));
        _loggers["trades"].AddHandler(handler);
        return handler;
    }

    private void LogTrade() => HandlerDispatch.Dispatch(
        _loggers["trades"], new LogRecord(Loggers.Moment, "trades", "{\"action\": \"X\"}"u8, lineNumber: 1));

    private sealed class FailingFilter : LogFilter
    {
        public override bool Filter(in LogRecord record) => throw new NotImplementedException();
    }
}
