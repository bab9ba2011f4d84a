using TradingLogging.Configuration;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Facade;

[Collection(FacadeCollection.Name)]
public sealed class LoggerLevelTests : IDisposable
{
    private readonly LogFolder _folder = new();

    // Loggers live as long as the process: other tests have left some.
    public LoggerLevelTests() => TradingLogger.ResetLevel();

    public void Dispose()
    {
        TradingLogger.Initialize(Config());
        TradingLogger.ResetLevel();
        TradingLogger.Close();
        _folder.Dispose();
    }

    [Fact]
    public void A_logger_logs_at_the_level_of_the_configuration_and_the_console_at_its_own()
    {
        using var output = new RecordingHostOutput();
        TradingLogger.Initialize(Config(("levels.risk", LogLevel.Debug)) with { Console = true });
        TradingLogger.GetLogger("levels.risk.limits").Debug("shown");
        TradingLogger.GetLogger("levels.data").Debug("hidden");

        Assert.EndsWith("| shown", Assert.Single(_folder.Lines("trading.log")), StringComparison.Ordinal);
        Assert.Empty(output.Lines);
    }

    [Fact]
    public void A_level_that_is_set_holds_at_once_on_every_thread()
    {
        TradingLogger.Initialize(Config());
        Logger logger = TradingLogger.GetLogger("levels.loop");
        using var isRunning = new ManualResetEventSlim();
        var loop = new Thread(() =>
        {
            isRunning.Set();
            while (!logger.IsEnabledFor(LogLevel.Debug))
                Thread.SpinWait(1);
        })
        {
            IsBackground = true,
        };
        loop.Start();
        isRunning.Wait(TestContext.Current.CancellationToken);

        TradingLogger.SetLevel("levels", LogLevel.Debug);
        loop.EndInTime();
        TradingLogger.ResetLevel("levels");

        Assert.False(logger.IsEnabledFor(LogLevel.Debug));
    }

    [Fact]
    public void The_state_tells_the_levels()
    {
        TradingLogger.Initialize(Config(("levels.risk", LogLevel.Debug)));
        TradingLogger.SetLevel("levels.data", LogLevel.Error);

        Assert.Equal("levels.data: Error; levels.risk: Debug", TradingLogger.GetState().Levels.ToString());
        TradingLogger.ResetLevel();
        Assert.Equal("levels.risk: Debug", TradingLogger.GetState().Levels.ToString());
    }

    [Fact]
    public void A_message_after_closing_is_refused_whatever_the_level_of_the_closed_configuration()
    {
        TradingLogger.Initialize(Config() with { LogLevel = LogLevel.Critical });
        TradingLogger.Close();

        Assert.Throws<InvalidOperationException>(() => TradingLogger.GetLogger("levels.closed").Info("not written"));
    }

    [Fact]
    public void A_message_after_closing_is_refused_whatever_the_closed_configuration_said_of_its_logger()
    {
        TradingLogger.Initialize(Config(("levels.closed", LogLevel.Critical)));
        TradingLogger.Close();

        Assert.Throws<InvalidOperationException>(() => TradingLogger.GetLogger("levels.closed").Info("not written"));
    }

    [Fact]
    public void A_level_that_was_set_by_hand_outlives_closing()
    {
        TradingLogger.Initialize(Config(("levels.risk", LogLevel.Error)));
        TradingLogger.SetLevel("levels.risk", LogLevel.Warning);
        TradingLogger.Close();

        Assert.Equal("levels.risk: Warning", TradingLogger.GetState().Levels.ToString());
    }

    [Fact]
    public void No_level_can_drop_trade_events()
    {
        Assert.Throws<ConfigurationException>(() => TradingLogger.SetLevel("trades", LogLevel.Warning));
        TradingLogger.Initialize(Config());
        TradingLogger.SetLevel("root", LogLevel.Critical);
        TradingLogger.LogTrade("X");

        Assert.Single(_folder.Lines("trades.log"));
    }

    private LoggingConfig Config(params (string Name, LogLevel Level)[] levels) => new()
    {
        LogDirectory = _folder.FullName,
        Console = false,
        Levels = levels.ToDictionary(pair => pair.Name, pair => pair.Level),
    };
}
