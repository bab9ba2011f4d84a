using TradingLogging.Configuration;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Tests.Python.Scenarios;
using TradingLogging.Tests.Specification;
using Xunit;

namespace TradingLogging.Tests.Python;

/// <summary>What setting up, timing and failing do otherwise than Python, on purpose: rows of
/// docs/differences-from-python.md.</summary>
[Collection(FacadeCollection.Name)]
public sealed class SetupDifferencesTests
{
    [Fact]
    public void A_record_that_cannot_be_written_is_an_exception()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's.");
        using var both = new BothLoggings();
        File.CreateSymbolicLink(Path.Combine(both.Python, "trading.log"), "/dev/full");
        File.CreateSymbolicLink(Path.Combine(both.Core, "trading.log"), "/dev/full");
        var scenario = new LogScenario([new MessageStep(DateTime.UtcNow.Date, LogLevel.Info, "trading", "precious")]);

        string pythonErrors = PythonLogging.Run(scenario, both.Python, isAdapted: false);
        LogWriteException error = Assert.Throws<LogWriteException>(() => CoreLogging.Run(scenario, both.Core));

        Assert.Contains("--- Logging error ---", pythonErrors, StringComparison.Ordinal);
        Assert.Contains("precious", error.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(both.Core, "trading.log"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_shows_a_trade_event_as_a_line_for_people()
    {
        using var both = new BothLoggings();
        var scenario = new LogScenario(
        [
            new EventStep(DateTime.UtcNow.Date, "ORDER_FILLED", new Dictionary<string, object?> { ["symbol"] = "A" }),
        ]);
        PythonLogging.Run(scenario, both.Python, isAdapted: false);
        using var folder = new LogFolder();
        using var session = new TestSession(new LoggingConfig { LogDirectory = folder.FullName });
        using var console = new CapturedConsole();

        session.LogTrade("ORDER_FILLED", new Dictionary<string, object?> { ["symbol"] = "A" });

        Assert.Contains("\"action\": \"ORDER_FILLED\"", File.ReadAllText(Path.Combine(both.Python, "console.txt")));
        Assert.EndsWith(" | ORDER_FILLED    A", Assert.Single(console.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Logging_before_initialising_is_an_error()
    {
        string pythonErrors = PythonLogging.RunCode(
            """
            import logging
            logging.getLogger("trading").info("lost")
            logging.getLogger("trading").warning("on stderr")
            """,
            input: string.Empty,
            out _);
        Logger logger = new LoggerHierarchy(LogClock.System).GetLogger("trading");

        Assert.Equal("on stderr", pythonErrors.TrimEnd());
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => logger.Info("not lost"));
        Assert.Contains("Initialize", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Initialising_again_doubles_no_line()
    {
        PythonLogging.RunCode(
            """
            import logging, sys
            def setup_logging():
                logging.getLogger().addHandler(logging.StreamHandler(sys.stdout))
            setup_logging()
            setup_logging()
            logging.getLogger("trading").error("once")
            """,
            input: string.Empty,
            out string python);
        using var folder = new LogFolder();
        try
        {
            TradingLogger.Initialize(new LoggingConfig { LogDirectory = folder.FullName, Console = false });
            TradingLogger.Initialize(new LoggingConfig { LogDirectory = folder.FullName, Console = false });
            TradingLogger.GetLogger("trading").Error("once");
        }
        finally
        {
            TradingLogger.Close();
        }

        Assert.Equal(2, python.Split("once").Length - 1);
        Assert.Single(folder.Lines("trading.log"));
    }

    [Fact]
    public void The_trade_handler_belongs_to_the_trades_logger()
    {
        using var folder = new LogFolder();
        using var session = new TestSession(
            new LoggingConfig { LogDirectory = folder.FullName, Console = false, PropagateTrades = false });

        session.LogTrade("TEST", data: null);

        Assert.IsType<RotatingFileHandler>(Assert.Single(session.GetLogger("root").Handlers));
        Assert.IsType<TimedRotatingFileHandler>(Assert.Single(session.GetLogger("trades").Handlers));
        Assert.Equal(["trades.log"], folder.Files);
    }

    [Fact]
    public void An_operation_that_fails_is_timed_too()
    {
        PythonLogging.RunCode(
            """
            import contextlib, logging, sys, time
            @contextlib.contextmanager
            def log_execution_time(operation):
                start = time.perf_counter()
                yield
                elapsed = time.perf_counter() - start
                logging.debug(f"{operation} completed in {elapsed:.3f}s")
            logging.basicConfig(stream=sys.stdout, level=logging.DEBUG)
            try:
                with log_execution_time("SMA"):
                    raise ValueError
            except ValueError:
                pass
            """,
            input: string.Empty,
            out string python);
        using var folder = new LogFolder();
        using var session = new TestSession(
            new LoggingConfig { LogDirectory = folder.FullName, Console = false, LogLevel = LogLevel.Debug });

        Assert.Throws<FormatException>((Action)(() =>
        {
            using OperationTimer timer = session.MeasureTime("SMA", line: 7);
            throw new FormatException();
        }));

        Assert.Empty(python);
        Assert.Matches(
            @"\| DEBUG    \| trading:7 \| SMA failed after \d+\.\d{3}s$",
            Assert.Single(folder.Lines("trading.log")));
    }

    [Fact]
    public void The_deprecated_setup_sets_the_level_it_is_given()
    {
        PythonLogging.RunCode(
            """
            import logging
            def setup_logger(name, level="INFO"):
                return logging.getLogger(name)
            print(setup_logger("differences.old", "ERROR").level)
            """,
            input: string.Empty,
            out string python);

#pragma warning disable CS0618 // It is deprecated, and must work.
        Logger logger = TradingLogger.SetupLogger("differences.old", "ERROR");
#pragma warning restore CS0618

        Assert.Equal("0", python.TrimEnd());
        Assert.Equal(LogLevel.Error, logger.Level);
    }

    [Fact]
    public void A_named_logger_shares_nothing_with_the_default_one()
    {
        PythonLogging.RunCode(
            """
            import logging, io
            first, second = io.StringIO(), io.StringIO()
            logging.basicConfig(stream=first, level="INFO")
            logging.basicConfig(stream=second, level="INFO", force=True)
            logging.getLogger("trading").info("of the first")
            print(first.getvalue() == "" and "of the first" in second.getvalue())
            """,
            input: string.Empty,
            out string python);
        using var folder = new LogFolder();
        LoggerInstance second = TradingLogger.GetInstance("differences");

        TradingLogger.Initialize(new LoggingConfig { LogDirectory = folder.PathOf("first"), Console = false });
        second.Initialize(new LoggingConfig { LogDirectory = folder.PathOf("second"), Console = false });
        TradingLogger.GetLogger("trading").Info("of the first");
        second.Close();
        TradingLogger.Close();

        Assert.Equal("True", python.TrimEnd());
        Assert.Single(folder.Lines("first/trading.log"));
        Assert.False(File.Exists(folder.PathOf("second/trading.log")));
    }
}
