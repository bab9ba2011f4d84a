using System.Text.RegularExpressions;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Storage;
using Xunit;

namespace TradingLogging.Tests.Encryption;

/// <summary>Looks for the values of encrypted members in every byte that leaves the process.</summary>
[Collection(FacadeCollection.Name)]
public sealed partial class EncryptionCanaryTests : IDisposable
{
    private const string Canary = "C4n4ryAccount0815";

    private readonly OwnerOfMembers _owner = new();
    private readonly RecordingHostOutput _output = new();

    public void Dispose()
    {
        TradingLogger.Close();
        _output.Dispose();
        _owner.Dispose();
    }

    [Theory]
    [InlineData(TextFormat.Text, TradesOnConsole.Text, WriteMode.Sync)]
    [InlineData(TextFormat.Json, TradesOnConsole.Json, WriteMode.Sync)]
    [InlineData(TextFormat.Json, TradesOnConsole.Text, WriteMode.Async)]
    public void No_value_of_an_encrypted_member_leaves_in_plain(
        TextFormat format, TradesOnConsole console, WriteMode mode)
    {
        LoggingConfig config = _owner.Config("account", "client.*") with
        {
            Console = true,
            TextContext = true,
            TextFormat = format,
            TradesOnConsole = console,
            LogLevel = LogLevel.Debug,
            Mode = mode,
            LockTimeout = TimeSpan.FromMilliseconds(100),
            FallbackDir = _owner.Log.PathOf("fallback"),
            EncryptKeys = _owner.Log.PathOf("keys"),
            MaskExcept = ["account", "client"],
        };
        using var handler = new TextsOfRecords();
        List<string> errors = [];

        LogEverywhere(config, handler, errors);
        Directory.CreateDirectory(_owner.Log.PathOf("moved"));
        File.Move(_owner.Log.PathOf("trades.log"), _owner.Log.PathOf("moved/trades.log"));
        Directory.CreateDirectory(_owner.Log.PathOf("trades.log"));
        LogEverywhere(config, handler, errors);
        Assert.Matches(Values(), _owner.Log.Text("fallback/trades.log.fallback"));
        File.Move(_owner.Log.PathOf("fallback/trades.log.fallback"), _owner.Log.PathOf("moved/fallback"));
        Directory.CreateDirectory(_owner.Log.PathOf("fallback/trades.log.fallback"));
        LogEverywhere(config, handler, errors);

        string[] left =
        [
            .. _output.Lines.Select(line => line.Line), .. _output.Warnings, .. handler.Texts, .. errors,
            .. _owner.AllText().Split('\n'),
        ];
        Assert.DoesNotContain(left, line => line.Contains("Account0815", StringComparison.Ordinal));
        // What a failing log and fallback have left: errors, or records that wait in the queue of mode = async.
        Assert.Equal(mode == WriteMode.Sync, errors.Count > 0);
        Assert.Contains(_output.Lines, line => line.Line.Contains("***", StringComparison.Ordinal));
        Assert.Matches(Values(), _owner.Log.Text("moved/trades.log"));
        Assert.DoesNotMatch(Values(), string.Join('\n', _output.Lines.Select(line => line.Line)));
        Assert.DoesNotMatch(Values(), _owner.Log.Text("trading.log"));
        Assert.DoesNotMatch(Values(), string.Join('\n', handler.Texts));
    }

    [Fact]
    public void Booleans_and_nothing_are_masked_too_where_they_are_encrypted_in_the_log()
    {
        TradingLogger.Initialize(_owner.Config("vip") with { Console = true });

        TradingLogger.LogTrade("X", new { vip = true });
        TradingLogger.GetLogger("trading").LogStructured(LogLevel.Info, "vip {vip}", new { vip = true });
        TradingLogger.GetLogger("trading").LogStructured(LogLevel.Info, "hello", new { vip = (string?)null });

        Assert.Equal(
            ["X                vip=***", "vip ***", "hello {\"vip\": \"***\"}"],
            _output.Lines.Select(line => line.Line[(line.Line.LastIndexOf('|') + 2)..]));
    }

    [Fact]
    public void The_writer_keeps_no_plain_text_in_the_buffers_of_a_call_that_failed()
    {
        TradingLogger.Initialize(_owner.Config("account"));
        Directory.CreateDirectory(_owner.Log.PathOf($"trades.log.{DateTime.Today:yyyy-MM-dd}.keys"));

        LogWriteException error = Assert.Throws<LogWriteException>(
            () => TradingLogger.LogTrade("X", new { account = Canary }));

        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, string.Join('\n', _output.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_encrypted_event_allocates_nothing()
    {
        TradingLogger.Initialize(_owner.Config("account", "client.*"));
        var data = new Dictionary<string, object?>
        {
            ["symbol"] = "BTCUSDT",
            ["account"] = "DE-4711",
            ["client"] = new Dictionary<string, object?> { ["name"] = "Jane" },
        };

        Assert.Equal(0, Allocation.OfCall(hoped: 0, () => TradingLogger.LogTrade("ORDER_FILLED", data)));
    }

    [GeneratedRegex("encrypted:[A-Za-z0-9_-]{22}:")]
    private static partial Regex Values();

    private static void LogEverywhere(LoggingConfig config, LogHandler handler, List<string> errors)
    {
        TradingLogger.Initialize(config);
        TradingLogger.AddHandler(handler);
        LogEverywhere(errors);
        TradingLogger.RemoveHandler(handler.Name);
        TradingLogger.Close();
    }

    private static void LogEverywhere(List<string> errors)
    {
        Logger logger = TradingLogger.GetLogger("trading.orders");
        var data = new { symbol = "BTCUSDT", account = Canary, client = new { name = Canary, vip = true } };
        Try(errors, () => TradingLogger.LogTrade("ORDER_FILLED", data));
        Try(errors, () => TradingLogger.LogTradeEvent("ORDER_FILLED", data));
        Try(errors, () =>
        {
            TradeBatch batch = TradingLogger.CreateBatch();
            batch.Add("ORDER_FILLED", data);
            batch.Add("ORDER_FILLED", data);
            TradingLogger.LogTrades(batch);
        });
        Try(errors, () => TradingLogger.LogTrade("X", new { evidence = 1, ACCOUNT = Canary, Account = Canary }));
        using (TradingLogger.BeginScope(new { account = Canary }))
            Try(errors, () => TradingLogger.LogTrade("HEARTBEAT"));
        using (TradingLogger.BeginScope(new { account = Canary }))
            Try(errors, () => logger.LogStructured(LogLevel.Warning, "account {account} of {client}", data));
        Try(errors, () => logger.LogRendered(LogLevel.Error, $"The account {Canary} is blocked", data));
        Try(errors, () => logger.Info($"account={Canary}; client.name: {Canary}; {{\"account\": \"{Canary}\"}}"));
        Try(errors, () => logger.Error("failed", new InvalidOperationException($"account={Canary}")));
        Try(errors, () => TradingLogger.GetLogger("trades").Info($"account={Canary}"));
        Try(errors, () => TradingLogger.GetLogger("trades").LogStructured(LogLevel.Info, "x", data));
    }

    private static void Try(List<string> errors, Action action)
    {
        try
        {
            action();
        }
        catch (LogWriteException exception)
        {
            errors.Add(exception.ToString());
        }
    }

    private sealed class TextsOfRecords : LogHandler
    {
        public List<string> Texts { get; } = [];

        public override string Name => "texts";

        protected override void Emit(in LogRecord record)
        {
            var logged = new LoggedRecord(record);
            Texts.Add(logged.ToString());
            Texts.Add(logged.Message);
            Texts.AddRange(logged.Data.Select(member => $"{member.Key}={member.Value}"));
            Texts.Add(logged.Event?.ToString() ?? "");
        }
    }
}
