using System.Runtime.CompilerServices;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Logging;

public sealed class LoggerTests
{
    private readonly Loggers _loggers = new();

    private Logger Logger => _loggers["trading.signals"];

    [Fact]
    public void Every_level_has_its_method()
    {
        _loggers.Root.Level = LogLevel.Debug;
        Logger.Debug("d");
        Logger.Info("i");
        Logger.Warning("w");
        Logger.Error("e");
        Logger.Critical("c");

        Assert.Equal(
            [(
                LogLevel.Debug,
                "d"), (LogLevel.Info, "i"), (LogLevel.Warning, "w"), (LogLevel.Error, "e"), (LogLevel.Critical, "c")],
            _loggers.Handler.Entries.Select(entry => (entry.Level, entry.Message)));
    }

    [Fact]
    public void Every_level_has_its_method_for_interpolated_messages()
    {
        _loggers.Root.Level = LogLevel.Debug;
        int n = 1;
        Logger.Debug($"d{n}");
        Logger.Info($"i{n}");
        Logger.Warning($"w{n}");
        Logger.Error($"e{n}");
        Logger.Critical($"c{n}");

        Assert.Equal(
            [(
                LogLevel.Debug,
                "d1"), (
                    LogLevel.Info, "i1"), (LogLevel.Warning, "w1"), (LogLevel.Error, "e1"), (LogLevel.Critical, "c1")],
            _loggers.Handler.Entries.Select(entry => (entry.Level, entry.Message)));
    }

    [Theory]
    [InlineData(LogLevel.Debug, 5)]
    [InlineData(LogLevel.Info, 4)]
    [InlineData(LogLevel.Warning, 3)]
    [InlineData(LogLevel.Error, 2)]
    [InlineData(LogLevel.Critical, 1)]
    public void Only_records_of_the_level_and_above_are_made(LogLevel level, int passing)
    {
        Logger.Level = level;
        foreach (string name in LogLevelName.All)
        {
            Assert.True(LogLevelName.TryParse(name, out LogLevel each));
            Logger.Log(each, "message");
        }

        Assert.Equal(passing, _loggers.Handler.Entries.Length);
    }

    [Fact]
    public void A_record_tells_logger_time_and_the_line_of_the_caller()
    {
        int here = LineNumber();
        Logger.Info("message");

        RecordingHandler.Entry entry = Assert.Single(_loggers.Handler.Entries);
        Assert.Equal("trading.signals", entry.Logger);
        Assert.Equal(Loggers.Moment, entry.Timestamp);
        Assert.Equal(here + 1, entry.LineNumber);
        Assert.Null(entry.Error);
    }

    [Fact]
    public void Every_way_to_log_knows_the_line_of_its_caller()
    {
        _loggers.Root.Level = LogLevel.Debug;
        int here = LineNumber();
        Logger.Debug("m");
        Logger.Info("m");
        Logger.Warning("m");
        Logger.Error("m");
        Logger.Critical("m");
        Logger.Debug($"{1}");
        Logger.Info($"{1}");
        Logger.Warning($"{1}");
        Logger.Error($"{1}");
        Logger.Critical($"{1}");
        Logger.Log(LogLevel.Info, "m");
        Logger.Log(LogLevel.Info, $"{1}");
        Logger.Log(LogLevel.Info, "m", new ErrorDetails("T", "m"));

        Assert.Equal(Enumerable.Range(here + 1, 13), _loggers.Handler.Entries.Select(entry => entry.LineNumber));
    }

    [Fact]
    public void An_exception_is_told_with_the_message()
    {
        var exception = new TimeoutException("no answer");
        Logger.Error("order lost", exception);
        Logger.Error($"order {7} lost", exception);
        Logger.Log(LogLevel.Error, "order lost", new ErrorDetails("Timeout", "no answer"));

        Assert.Equal(
            ["System.TimeoutException: no answer", "System.TimeoutException: no answer", "Timeout: no answer"],
            _loggers.Handler.Entries.Select(entry => $"{entry.Error?.TypeName}: {entry.Error?.Message}"));
    }

    [Fact]
    public void A_disabled_level_makes_no_record_of_an_error_either()
    {
        Logger.Level = LogLevel.Critical;
        Logger.Log(LogLevel.Error, "m", new TimeoutException());
        Logger.Log(LogLevel.Error, "m", new ErrorDetails("T", "m"));

        Assert.Empty(_loggers.Handler.Entries);
    }

    [Fact]
    public void A_message_must_not_be_null() => Assert.Throws<ArgumentNullException>(() => Logger.Info(null!));

    [Fact]
    public void A_record_reaches_the_handlers_of_every_logger_above()
    {
        var own = new RecordingHandler();
        var above = new RecordingHandler();
        Logger.AddHandler(own);
        _loggers["trading"].AddHandler(above);
        Logger.Info("message");

        Assert.All([own, above, _loggers.Handler], handler => Assert.Equal("message", handler.OnlyMessage));
    }

    [Fact]
    public void A_logger_above_passes_a_record_on_though_its_own_level_is_higher()
    {
        // As in Python: only the level of the logger that was called counts.
        Logger.Level = LogLevel.Debug;
        _loggers["trading"].Level = LogLevel.Critical;
        Logger.Debug("message");

        Assert.Equal("message", _loggers.Handler.OnlyMessage);
    }

    [Fact]
    public void Without_propagation_a_record_stays_below()
    {
        var above = new RecordingHandler();
        _loggers["trading"].AddHandler(above);
        _loggers["trading"].Propagate = false;
        Logger.Info("message");

        Assert.Equal("message", above.OnlyMessage);
        Assert.Empty(_loggers.Handler.Entries);
    }

    [Fact]
    public void A_handler_that_was_removed_gets_nothing_more()
    {
        Logger.AddHandler(_loggers.Handler);
        Assert.Equal([_loggers.Handler], Logger.Handlers);
        Logger.RemoveHandler(_loggers.Handler);
        Logger.RemoveHandler(new RecordingHandler());
        Logger.Info("once");

        Assert.Empty(Logger.Handlers);
        Assert.Equal("once", _loggers.Handler.OnlyMessage);
    }

    [Fact]
    public void A_handler_must_not_be_null() => Assert.Throws<ArgumentNullException>(() => Logger.AddHandler(null!));

    [Fact]
    public void Handlers_added_by_many_threads_are_all_there()
    {
        Parallel.For(0, 64, _ => Logger.AddHandler(new RecordingHandler()));

        Assert.Equal(64, Logger.Handlers.Count);
    }

    [Fact]
    public void A_handler_may_be_added_and_removed_while_others_log()
    {
        var coming = new RecordingHandler();
        Parallel.For(0, 2000, index =>
        {
            if (index % 10 == 0)
                Logger.AddHandler(coming);
            else if (index % 10 == 5)
                Logger.RemoveHandler(coming);
            Logger.Info("message");
        });

        Assert.Equal(2000, _loggers.Handler.Entries.Length);
    }

    [Fact]
    public void Logging_where_no_handler_is_says_how_to_initialise()
    {
        _loggers.Root.RemoveHandler(_loggers.Handler);
        var error = Assert.Throws<InvalidOperationException>(() => Logger.Info("message"));

        Assert.Contains("Initialize-TradingLogger", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Below_the_level_nothing_is_an_error_even_without_handlers()
    {
        _loggers.Root.RemoveHandler(_loggers.Handler);
        Logger.Debug("message");

        Assert.Empty(_loggers.Handler.Entries);
    }

    [Fact]
    public void A_disabled_level_allocates_nothing()
    {
        Logger logger = Logger;
        int[] values = [1, 2, 3];
        double bytes = Allocation.OfCall(0, () =>
        {
            logger.Debug("message");
            logger.Debug($"value {values.Length} of {logger.Name,10} at {1.5:F3}");
            logger.Log(LogLevel.Debug, $"value {values.Length}");
        });

        Assert.Equal(0, bytes);
        Assert.Empty(_loggers.Handler.Entries);
    }

    private static int LineNumber([CallerLineNumber] int lineNumber = 0) => lineNumber;
}
