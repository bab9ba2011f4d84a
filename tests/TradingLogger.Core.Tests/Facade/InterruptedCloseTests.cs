using TradingLogging.Configuration;
using TradingLogging.Integrity;
using TradingLogging.Storage;
using Xunit;

namespace TradingLogging.Tests.Facade;

/// <summary><c>Thread.Interrupt</c> of a thread that ends logging.</summary>
[Collection(FacadeCollection.Name)]
public sealed class InterruptedCloseTests : IDisposable
{
    private const int Events = 20_000;

    private readonly LogFolder _folder = new();

    public void Dispose()
    {
        TradingLogger.Close();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(IntegrityMode.None)]
    [InlineData(IntegrityMode.Chain)]
    public void An_interrupt_meets_the_thread_after_all_is_written_and_closed(IntegrityMode integrity)
    {
        TradingLogger.Initialize(Config(WriteMode.Async) with { Integrity = integrity });
        Write();

        Assert.True(IsInterruptedAfter(TradingLogger.Close));

        Assert.Equal(Events, _folder.Lines("trades.log").Length);
        Assert.False(TradingLogger.IsInitialized);
    }

    [Fact]
    public void An_interrupt_does_not_keep_a_new_initialisation_from_writing_what_waits_for_the_former_one()
    {
        TradingLogger.Initialize(Config(WriteMode.Async));
        Write();

        Assert.True(IsInterruptedAfter(() => TradingLogger.Initialize(Config(WriteMode.Sync))));

        Assert.Equal(Events, _folder.Lines("trades.log").Length);
    }

    [Fact]
    public void A_day_is_sealed_at_the_end_although_the_thread_is_interrupted()
    {
        const string Day = "trades.log.2025-12-17";
        File.WriteAllText(
            _folder.PathOf("trades.log"),
            """{"timestamp": "2025-12-17T10:00:00+00:00", "action": "OLD"}""" + "\n");
        TradingLogger.Initialize(Config(WriteMode.Sync) with { Integrity = IntegrityMode.Chain });
        TradingLogger.LogTrade("NEW");

        Assert.True(IsInterruptedAfter(TradingLogger.Close));

        Assert.Contains(Day + ".seal", _folder.Files);
    }

    // A pending interrupt meets the first wait, which is the one for the thread that writes.
    private static bool IsInterruptedAfter(Action action)
    {
        Exception? thrown = null;
        bool isInterrupted = false;
        var thread = new Thread(() =>
        {
            Thread.CurrentThread.Interrupt();
            thrown = Record.Exception(action);
            isInterrupted = Record.Exception(() => Thread.Sleep(1)) is ThreadInterruptedException;
        });
        thread.Start();
        thread.EndInTime();
        Assert.Null(thrown);
        return isInterrupted;
    }

    private static void Write()
    {
        for (int number = 0; number < Events; number++)
            TradingLogger.LogTrade("TICK", new { number });
    }

    private LoggingConfig Config(WriteMode mode) => new()
    {
        LogDirectory = _folder.FullName,
        Console = false,
        PropagateTrades = false,
        Mode = mode,
    };
}
