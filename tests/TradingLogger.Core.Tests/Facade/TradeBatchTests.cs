using System.Text.Json;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Facade;

[Collection(FacadeCollection.Name)]
public sealed class TradeBatchTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly RecordingHostOutput _output = new();

    public void Dispose()
    {
        TradingLogger.Close();
        _output.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Its_events_are_in_the_log_in_order_and_with_one_timestamp()
    {
        TradingLogger.Initialize(Config());
        TradingLogger.LogTrade("BEFORE");
        TradeBatch batch = Batch(100);

        TradingLogger.LogTrades(batch);

        JsonElement[] events =
        [
            .. _folder.Lines("trades.log").Skip(1).Select(line => JsonDocument.Parse(line).RootElement),
        ];
        Assert.Equal(Enumerable.Range(0, 100), events.Select(one => one.GetProperty("number").GetInt32()));
        Assert.Single(events.Select(one => one.GetProperty("timestamp").GetString()).Distinct());
        Assert.Equal(0, batch.Count);
        Assert.Equal(101, TradingLogger.GetState().Handlers.Single(handler => handler.Name == "trades").Events);
    }

    [Theory]
    [InlineData(TimestampForm.Offset)]
    [InlineData(TimestampForm.Utc)]
    [InlineData(TimestampForm.Naive)]
    public void Its_timestamp_is_the_moment_of_writing_in_the_form_of_the_settings(TimestampForm form)
    {
        TradingLogger.Initialize(Config() with { Timestamp = form });
        TradeBatch batch = Batch(2);
        DateTimeOffset before = DateTimeOffset.Now;

        TradingLogger.LogTrades(batch);
        TradingLogger.LogTrade("AFTER");

        TradeEvent[] events =
        [
            .. _folder.Lines("trades.log").Select(line => TradeEvent.Parse(System.Text.Encoding.UTF8.GetBytes(line))),
        ];
        Assert.InRange(events[1].Timestamp, before.AddMilliseconds(-1), events[2].Timestamp);
        Assert.Single(
            _folder.Lines("trades.log").Select(line => line.IndexOf("action", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public void Its_events_go_to_the_console_and_the_text_log_too()
    {
        TradingLogger.Initialize(Config() with { Console = true });

        TradingLogger.LogTrades(Batch(3));

        string[] lines = [.. _folder.Lines("trades.log")];
        Assert.Equal(3, _output.Lines.Count);
        Assert.Equal(
            lines,
            _folder.Lines("trading.log").Select(line => line[line.IndexOf('{', StringComparison.Ordinal)..]));
    }

    [Fact]
    public void What_becomes_of_the_data_later_does_not_matter()
    {
        TradingLogger.Initialize(Config());
        TradeBatch batch = TradingLogger.CreateBatch();
        var data = new Dictionary<string, object?> { ["price"] = 1 };
        batch.Add("TICK", data);
        data["price"] = 2;
        batch.Add("TICK", data);

        IReadOnlyList<TradeEvent> written = TradingLogger.LogTradeEvents(batch);

        Assert.Equal([1L, 2L], written.Select(one => one.Members.Single().Value));
        Assert.Equal(2, _folder.Lines("trades.log").Length);
    }

    [Fact]
    public void After_a_failure_none_is_in_the_log_and_the_batch_can_be_written_again()
    {
        TradingLogger.Initialize(Config() with { PropagateTrades = false });
        TradeBatch batch = Batch(3);
        Directory.CreateDirectory(_folder.PathOf("trades.log"));

        LogWriteException failure = Assert.Throws<LogWriteException>(() => TradingLogger.LogTrades(batch));

        Assert.Contains("3 records, the first of them", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, batch.Count);
        Directory.Delete(_folder.PathOf("trades.log"));
        TradingLogger.LogTrades(batch);
        Assert.Equal(3, _folder.Lines("trades.log").Length);
    }

    [Fact]
    public void When_only_a_copy_failed_the_batch_is_not_written_again()
    {
        TradingLogger.Initialize(Config());
        TradeBatch batch = Batch(3);
        Directory.CreateDirectory(_folder.PathOf("trading.log"));

        LogWriteException failure = Assert.Throws<LogWriteException>(() => TradingLogger.LogTrades(batch));

        Assert.True(failure.IsTradeEventWritten);
        Assert.Equal(0, batch.Count);
        Assert.Equal(3, _folder.Lines("trades.log").Length);
    }

    [Fact]
    public void The_fallback_takes_all_of_it()
    {
        TradingLogger.Initialize(Config() with { FallbackDir = _folder.PathOf("fallback"), PropagateTrades = false });
        Directory.CreateDirectory(_folder.PathOf("trades.log"));

        TradingLogger.LogTrades(Batch(3));

        Assert.Equal(3, SharedFile.ReadAllLines(_folder.PathOf("fallback/trades.log.fallback")).Length);
        Assert.Equal(3, TradingLogger.GetState().Handlers.Single(handler => handler.Name == "trades").FallbackEvents);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("0 1 4")]
    [InlineData("0 1 2 3 4")]
    public void A_filter_is_asked_once_about_each_event_and_keeps_some_from_the_log(string refused)
    {
        TradingLogger.Initialize(Config());
        var filter = new NumberFilter(refused);
        TradingLogger.GetLogger("trades").Handlers.Single().AddFilter(filter);

        TradingLogger.LogTrades(Batch(5));

        Assert.Equal(["0", "1", "2", "3", "4"], filter.Asked);
        string path = _folder.PathOf("trades.log");
        Assert.Equal(
            filter.Asked.Where(number => !refused.Contains(number, StringComparison.Ordinal)),
            File.Exists(path) ? SharedFile.ReadAllLines(path).Select(line => NumberFilter.NumberOf(line)) : []);
    }

    [Fact]
    public void What_cannot_be_an_event_is_refused_and_the_others_stay()
    {
        TradingLogger.Initialize(Config());
        TradeBatch batch = Batch(1);

        Assert.Throws<ArgumentException>(() => batch.Add("TICK", "text"));
        Assert.Throws<ArgumentException>(() => batch.Add(" "));

        Assert.Equal(1, batch.Count);
        TradingLogger.LogTrades(batch);
        Assert.Single(_folder.Lines("trades.log"));
    }

    [Fact]
    public void A_member_that_had_to_be_renamed_is_warned_of()
    {
        TradingLogger.Initialize(Config());

        TradingLogger.CreateBatch().Add("TICK", new { action = 1 });

        Assert.Contains("data.action", Assert.Single(_output.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_or_cleared_batch_writes_nothing()
    {
        TradingLogger.Initialize(Config());
        TradeBatch batch = Batch(3);
        batch.Clear();

        TradingLogger.LogTrades(batch);

        Assert.Empty(TradingLogger.LogTradeEvents(batch));
        Assert.False(File.Exists(_folder.PathOf("trades.log")));
    }

    [Fact]
    public void Events_of_one_action_are_logged_by_one_call_or_not_at_all()
    {
        TradingLogger.Initialize(Config());

        TradingLogger.LogTrades("TICK", [new { number = 1 }, new { number = 2 }]);
        Assert.Throws<ArgumentNullException>(() => TradingLogger.LogTrades("TICK", [new { number = 3 }, null!]));
        Assert.Throws<ArgumentException>(() => TradingLogger.LogTrades("TICK", [new { number = 3 }, "text"]));

        Assert.Equal(2, _folder.Lines("trades.log").Length);
    }

    [Fact]
    public void Nothing_works_without_a_batch_or_before_initialising()
    {
        Assert.Throws<ArgumentNullException>(() => TradingLogger.LogTrades((TradeBatch)null!));
        Assert.Throws<ArgumentNullException>(() => TradingLogger.LogTradeEvents(null!));
        Assert.Throws<ArgumentNullException>(() => TradingLogger.LogTrades("TICK", null!));
        Assert.Throws<InvalidOperationException>(() => TradingLogger.CreateBatch());
    }

    [Fact]
    public void In_steady_state_a_batch_allocates_nothing()
    {
        TradingLogger.Initialize(Config());
        TradeBatch batch = TradingLogger.CreateBatch();
        var data = new { number = 1, price = 50010.5 };

        Assert.Equal(0, Allocation.OfCall(0, () =>
        {
            for (int number = 0; number < 64; number++)
                batch.Add("TICK", data);
            TradingLogger.LogTrades(batch);
        }));
    }

    private static TradeBatch Batch(int count)
    {
        TradeBatch batch = TradingLogger.CreateBatch();
        for (int number = 0; number < count; number++)
            batch.Add("TICK", new { number });
        return batch;
    }

    private sealed class NumberFilter(string refused) : LogFilter
    {
        public List<string> Asked { get; } = [];

        public static string NumberOf(string line) =>
            JsonDocument.Parse(line).RootElement.GetProperty("number").GetRawText();

        public override bool Filter(in LogRecord record)
        {
            string number = NumberOf(System.Text.Encoding.UTF8.GetString(record.TradeLine));
            Asked.Add(number);
            return !refused.Contains(number, StringComparison.Ordinal);
        }
    }

    private LoggingConfig Config() => new() { LogDirectory = _folder.FullName, Console = false };
}
