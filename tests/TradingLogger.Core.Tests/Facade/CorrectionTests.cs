using TradingLogging.Configuration;
using TradingLogging.Integrity;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Facade;

[Collection(FacadeCollection.Name)]
public sealed class CorrectionTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose()
    {
        TradingLogger.Close();
        _folder.Dispose();
    }

    [Fact]
    public void A_correction_is_a_new_event_that_names_the_number_of_another()
    {
        Initialize(IntegrityMode.Chain);
        TradeEvent wrong = TradingLogger.LogTradeEvent("ORDER_FILLED", new { price = 1 });
        string before = _folder.Lines("trades.log")[0];

        TradeEvent correction = TradingLogger.LogCorrection(1, "CORRECTION", new { price = 2 });

        Assert.Equal(1L, Member(wrong, "seq"));
        Assert.Equal(1L, Member(correction, "corrects"));
        Assert.Equal(2L, Member(correction, "seq"));
        Assert.Equal([before, correction.ToString()], _folder.Lines("trades.log"));
    }

    [Fact]
    public void Without_numbers_a_correction_is_refused_and_nothing_is_written()
    {
        Initialize(IntegrityMode.None);

        var error = Assert.Throws<InvalidOperationException>(
            () => TradingLogger.LogCorrection(1, "CORRECTION", new { price = 2 }));

        Assert.Contains("integrity = chain", error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_number_below_1_is_none()
    {
        Initialize(IntegrityMode.Chain);

        Assert.Throws<ArgumentOutOfRangeException>(
            () => TradingLogger.LogCorrection(0, "CORRECTION", new { price = 2 }));
    }

    [Fact]
    public void Data_cannot_take_the_names_of_the_chain()
    {
        Initialize(IntegrityMode.Chain);

        TradeEvent written = TradingLogger.LogTradeEvent("A", new { seq = 7, prev = "x", corrects = 3 });

        Assert.Equal(
            ["data.seq", "data.prev", "data.corrects", "seq", "prev"],
            written.Members.Select(member => member.Key));
    }

    [Fact]
    public void Without_the_chain_data_keeps_those_names()
    {
        Initialize(IntegrityMode.None);

        TradeEvent written = TradingLogger.LogTradeEvent("A", new { seq = 7, prev = "x", corrects = 3 });

        Assert.Equal(["seq", "prev", "corrects"], written.Members.Select(member => member.Key));
    }

    [Fact]
    public void The_events_of_a_batch_have_consecutive_numbers()
    {
        Initialize(IntegrityMode.Chain);
        TradeBatch batch = TradingLogger.CreateBatch();
        batch.Add("A");
        batch.Add("B");

        IReadOnlyList<TradeEvent> written = TradingLogger.LogTradeEvents(batch);

        Assert.Equal([1L, 2L], written.Select(one => Member(one, "seq")));
        Assert.Equal(_folder.Lines("trades.log"), written.Select(one => one.ToString()));
    }

    private static object? Member(TradeEvent written, string name) =>
        written.Members.Single(member => member.Key == name).Value;

    private void Initialize(IntegrityMode integrity) => TradingLogger.Initialize(new LoggingConfig
    {
        LogDirectory = _folder.FullName,
        Console = false,
        PropagateTrades = false,
        Integrity = integrity,
    });
}
