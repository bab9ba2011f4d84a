using TradingLogging.Configuration;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Facade;

[Collection(FacadeCollection.Name)]
public sealed class AddedHandlersTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose()
    {
        TradingLogger.Close();
        _folder.Dispose();
    }

    [Fact]
    public void A_handler_gets_messages_and_trade_events_masked_and_stays_through_an_initialisation()
    {
        var handler = new Collector();
        TradingLogger.Initialize(Config());
        TradingLogger.AddHandler(handler);
        TradingLogger.Initialize(Config());
        TradingLogger.GetLogger("a").Error("password=hunter22");
        TradingLogger.LogTrade("X", new { symbol = "S", api_key = "k1234567890" });
        Assert.Contains(TradingLogger.GetState().Handlers, state => state.Name == "collector");
        TradingLogger.Close();

        Assert.Equal(["a: password=***", "trades: X *** S"], handler.Seen);
        Assert.DoesNotContain(TradingLogger.GetState().Handlers, state => state.Name == "collector");
    }

    [Fact]
    public void The_members_of_a_message_come_with_it()
    {
        var handler = new Collector();
        TradingLogger.Initialize(Config());
        TradingLogger.AddHandler(handler);
        using (TradingLogger.BeginScope(new { strategy = "SMA" }))
        {
            TradingLogger.GetLogger("a").LogStructured(
                LogLevel.Info, "order {order_id}", new { order_id = 7, action = "x" });
        }

        TradingLogger.Close();

        Assert.Equal(["a: order 7"], handler.Seen);
        Assert.Equal("order_id: 7; action: x; strategy: SMA", handler.Data[0].ToString());
    }

    [Fact]
    public void Half_of_a_character_among_the_members_keeps_no_record_from_a_handler()
    {
        var handler = new Collector();
        TradingLogger.Initialize(Config());
        TradingLogger.AddHandler(handler);
        TradingLogger.GetLogger("a").LogStructured(LogLevel.Info, "order", new { note = "x\ud83d" });
        TradingLogger.Close();

        Assert.Equal(["a: order"], handler.Seen);
        Assert.Equal("x\ufffd", handler.Data[0]["note"]);
    }

    [Fact]
    public void Without_propagation_trade_events_stay_in_their_log()
    {
        var handler = new Collector();
        TradingLogger.Initialize(Config() with { PropagateTrades = false });
        TradingLogger.AddHandler(handler);
        TradingLogger.LogTrade("X");
        TradingLogger.Close();

        Assert.Empty(handler.Seen);
    }

    [Theory]
    [InlineData("COLLECTOR")]
    [InlineData("file")]
    public void A_name_that_is_taken_is_refused(string name)
    {
        TradingLogger.Initialize(Config());
        TradingLogger.AddHandler(new Collector());

        Assert.Throws<ArgumentException>(() => TradingLogger.AddHandler(new Collector(name)));
    }

    [Fact]
    public void A_handler_can_be_removed_and_one_of_the_logger_itself_cannot()
    {
        var handler = new Collector();
        TradingLogger.Initialize(Config());
        TradingLogger.AddHandler(handler);
        TradingLogger.GetLogger("a").Info("before");

        Assert.True(TradingLogger.RemoveHandler("Collector"));
        TradingLogger.GetLogger("a").Info("after");
        Assert.False(TradingLogger.RemoveHandler("collector"));
        Assert.False(TradingLogger.RemoveHandler("trades"));
        Assert.Equal(["a: before"], handler.Seen);
    }

    [Fact]
    public void Before_initialising_there_is_nothing_to_add_to()
    {
        TradingLogger.Close();

        Assert.Throws<InvalidOperationException>(() => TradingLogger.AddHandler(new Collector()));
        Assert.Throws<ArgumentNullException>(() => TradingLogger.AddHandler(null!));
    }

    [Fact]
    public void The_log_tells_what_a_handler_did_not_do()
    {
        TradingLogger.Initialize(Config());
        TradingLogger.AddHandler(new Collector { Failure = "no network" });
        TradingLogger.GetLogger("a").Info("message");
        TradingLogger.Close();

        Assert.Contains(
            _folder.Lines("trading.log"),
            line => line.Contains("| WARNING  | trading.handlers", StringComparison.Ordinal)
                && line.Contains("The handler collector failed: no network. ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_handler_of_the_simple_kind_is_disposed_of_at_the_end()
    {
        var handler = new Simple();
        TradingLogger.Initialize(Config());
        TradingLogger.AddHandler(handler);
        TradingLogger.GetLogger("a").Info("message");
        Assert.Equal("simple: 0 records, 0 failures", TradingLogger.GetState().Handlers[^1].ToString());
        TradingLogger.Close();

        Assert.Equal((1, true), (handler.Count, handler.IsDisposed));
    }

    private LoggingConfig Config() => new() { LogDirectory = _folder.FullName, Console = false };

    private sealed class Collector(string name = "collector") : QueuedHandler(name)
    {
        private readonly List<string> _seen = [];

        public string? Failure { get; init; }

        public IReadOnlyList<string> Seen => _seen;

        public List<IReadOnlyDictionary<string, object?>> Data { get; } = [];

        protected override void Write(LoggedRecord record)
        {
            if (Failure is not null)
                throw new InvalidOperationException(Failure);
            Data.Add(record.Data);
            _seen.Add(record.Event is { } one
                ? $"{record.Logger}: {one.Action} {string.Join(' ', Sorted(one))}"
                : $"{record.Logger}: {record.Message}");
        }

        private static IEnumerable<string> Sorted(TradeEvent one) =>
            one.Members.Select(member => $"{member.Value}").Order(StringComparer.Ordinal);
    }

    private sealed class Simple : LogHandler
    {
        public override string Name => "simple";

        public int Count { get; private set; }

        public bool IsDisposed { get; private set; }

        protected override void Emit(in LogRecord record) => Count++;

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
