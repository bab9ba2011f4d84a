using TradingLogging.Configuration;
using TradingLogging.Logging;
using TradingLogging.Reading;
using TradingLogging.Storage;
using Xunit;

namespace TradingLogging.Tests.Facade;

/// <summary><c>mode = async</c>.</summary>
[Collection(FacadeCollection.Name)]
public sealed class AsyncModeTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose()
    {
        TradingLogger.Close();
        _folder.Dispose();
    }

    [Fact]
    public void Closing_waits_until_every_record_is_in_its_file()
    {
        TradingLogger.Initialize(Config());
        for (int number = 0; number < 1000; number++)
            TradingLogger.LogTrade("TICK", new { number });
        TradingLogger.GetLogger("trading").Info("message");

        TradingLogger.Close();

        Assert.Equal(
            Enumerable.Range(0, 1000).Select(number => $"\"action\": \"TICK\", \"number\": {number}}}"),
            _folder.Lines("trades.log").Select(line => line[line.IndexOf("\"action\"", StringComparison.Ordinal)..]));
        Assert.Equal(1001, _folder.Lines("trading.log").Length);
    }

    [Fact]
    public void Initialising_again_loses_nothing()
    {
        TradingLogger.Initialize(Config());
        TradingLogger.LogTrade("ONE");
        TradingLogger.Initialize(Config() with { Mode = WriteMode.Sync });
        TradingLogger.LogTrade("TWO");

        Assert.Equal(2, _folder.Lines("trades.log").Length);
    }

    [Fact]
    public void A_record_that_cannot_be_written_waits_until_it_can()
    {
        TradingLogger.Initialize(Config() with { PropagateTrades = false });
        Directory.CreateDirectory(_folder.PathOf("trades.log"));

        TradingLogger.LogTrade("LATE");

        HandlerState Trades() => TradingLogger.GetState().Handlers.Single(handler => handler.Name == "trades");
        Assert.True(SpinWait.SpinUntil(() => Trades().LastError is not null, TimeSpan.FromSeconds(30)));
        Assert.Contains("trades.log", Trades().LastError, StringComparison.Ordinal);
        Directory.Delete(_folder.PathOf("trades.log"));
        Assert.True(SpinWait.SpinUntil(() => Trades().Events == 1, TimeSpan.FromSeconds(30)));
        Assert.Single(_folder.Lines("trades.log"));
        Assert.Equal(0, Trades().Failures);
    }

    [Fact]
    public void A_record_that_could_not_be_written_before_the_end_is_there_for_the_next_who_reads()
    {
        TradingLogger.Initialize(Config() with { PropagateTrades = false });
        Directory.CreateDirectory(_folder.PathOf("trades.log"));
        TradingLogger.LogTrade("LATE");
        TradingLogger.Close();
        Directory.Delete(_folder.PathOf("trades.log"));

        Assert.Equal(["LATE"], TradeLog.InDirectory(_folder.FullName).Read().Select(read => read.Action));
        Assert.Equal(["LATE"], TradeLog.InDirectory(_folder.FullName).Read().Select(read => read.Action));
    }

    [Fact]
    public void The_fallback_takes_what_cannot_be_written()
    {
        TradingLogger.Initialize(Config() with { PropagateTrades = false, FallbackDir = _folder.PathOf("fallback") });
        Directory.CreateDirectory(_folder.PathOf("trades.log"));

        TradingLogger.LogTrade("ONE");
        TradingLogger.Close();

        Assert.Single(File.ReadAllLines(_folder.PathOf("fallback/trades.log.fallback")));
    }

    [Fact]
    public void In_steady_state_an_event_allocates_nothing()
    {
        TradingLogger.Initialize(Config());
        var data = new { symbol = "BTCUSDT", price = 50010.5, quantity = 0.10m };

        Assert.Equal(0, Allocation.OfCall(0, () => TradingLogger.LogTrade("TICK", data)));
    }

    private LoggingConfig Config() =>
        new() { LogDirectory = _folder.FullName, Console = false, Mode = WriteMode.Async };
}
