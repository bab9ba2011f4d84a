using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Reading;
using TradingLogging.Tests.Logging;
using Xunit;

namespace TradingLogging.Tests.Facade;

[Collection(FacadeCollection.Name)]
public sealed class LoggerInstanceTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly RecordingHostOutput _output = new();
    private readonly LoggerInstance _risk = TradingLogger.GetInstance("risk");

    public void Dispose()
    {
        foreach (LoggerInstance instance in TradingLogger.Instances)
            instance.Close();
        _output.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void There_is_one_of_a_name_in_whatever_case_and_the_default_one_is_that_of_the_facade()
    {
        TradingLogger.Initialize(Config("default"));

        Assert.Same(_risk, TradingLogger.GetInstance("RISK"));
        Assert.Same(_risk, TradingLogger.FindInstance("Risk"));
        Assert.Null(TradingLogger.FindInstance("nobody"));
        Assert.Null(TradingLogger.FindInstance("*"));
        Assert.Equal("risk", _risk.ToString());
        Assert.Equal("default", TradingLogger.Instances[0].Name);
        Assert.Contains(_risk, TradingLogger.Instances);
        Assert.True(TradingLogger.GetInstance("Default").IsInitialized);
        Assert.Same(TradingLogger.GetLogger("x"), TradingLogger.GetInstance("default").GetLogger("x"));
        Assert.NotSame(TradingLogger.GetLogger("x"), _risk.GetLogger("x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("..")]
    [InlineData("-risk")]
    [InlineData("risk desk")]
    [InlineData("risk*")]
    [InlineData("[risk]")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("risk\n")]
    [InlineData("\u001b[31m")]
    [InlineData("a0123456789012345678901234567890123456789012345678901234567890123")]
    public void A_name_that_a_path_a_pattern_or_a_terminal_could_take_for_more_is_refused(string name)
    {
        int before = TradingLogger.Instances.Count;

        ArgumentException error = Assert.Throws<ArgumentException>(() => TradingLogger.GetInstance(name));

        Assert.Contains("letters, digits, '.', '_' and '-'", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, TradingLogger.Instances.Count);
        Assert.Throws<ArgumentNullException>(() => TradingLogger.GetInstance(null!));
        Assert.Equal("a.B_1-2", TradingLogger.GetInstance("a.B_1-2").Name);
    }

    [Fact]
    public void Each_has_its_own_files_levels_loggers_and_handlers()
    {
        TradingLogger.Initialize(Config("default"));
        _risk.Initialize(Config("risk") with { LogLevel = LogLevel.Debug, Integrity = IntegrityMode.Chain });
        var handler = new RecordingHandler();
        _risk.AddHandler(handler);
        _risk.SetLevel("trading.noise", LogLevel.Error);

        TradingLogger.LogTrade("A", new { side = "default" });
        TradingLogger.GetLogger("trading.noise").Info("of the default one");
        _risk.LogTrade("B");
        _risk.LogTrade("C", new { side = "risk" });
        _risk.LogTrades("D", [new { n = 1 }, new { n = 2 }]);
        TradeEvent written = _risk.LogTradeEvent("E", new { n = 3 });
        _risk.LogCorrection(1, "F", new { n = 4 });
        _risk.GetLogger("trading.noise").Info("dropped");
        _risk.GetLogger("trading").Debug("of risk");
        _risk.MeasureTime("an operation").Dispose();

        Assert.Equal(["A"], Actions("default"));
        Assert.Equal(["B", "C", "D", "D", "E", "F"], Actions("risk"));
        Assert.Equal("E", written.Action);
        Assert.DoesNotContain("risk", _folder.Text("default/trading.log"), StringComparison.Ordinal);
        string risk = _folder.Text("risk/trading.log");
        Assert.Contains("| of risk", risk, StringComparison.Ordinal);
        Assert.Contains("an operation completed", risk, StringComparison.Ordinal);
        Assert.DoesNotContain("dropped", risk, StringComparison.Ordinal);
        Assert.Equal(2, TradingLogger.GetState().Handlers.Count);
        Assert.Contains(_risk.GetState().Handlers, state => state.Name == handler.Name);
        AssertIntact("risk");
        Assert.Empty(_output.Warnings);
        Assert.True(_risk.RemoveHandler(handler.Name));
        _risk.ResetLevel();
        Assert.Empty(_risk.GetState().Levels.Keys.Except(["trading.noise"]));
        Assert.Contains("trading.noise", _risk.LoggerNames);
    }

    [Fact]
    public void A_second_initialisation_elsewhere_names_who_had_the_instance()
    {
        TradingLogger.Initialize(Config("default"), initializedBy: "Execution");
        _risk.Initialize(Config("risk"), initializedBy: "RiskTools");
        Assert.Empty(_output.Warnings);
        Assert.Equal("default by Execution", Told(TradingLogger.GetState()));
        Assert.Equal("risk by RiskTools", Told(_risk.GetState()));

        _risk.Initialize(Config("elsewhere"));

        string warning = Assert.Single(_output.Warnings);
        Assert.StartsWith("The logger risk logged to '", warning, StringComparison.Ordinal);
        Assert.Contains("initialised by RiskTools", warning, StringComparison.Ordinal);
        Assert.Equal("risk by ", Told(_risk.GetState()));
        TradingLogger.Initialize(Config("third"));
        Assert.Contains("initialised by Execution", _output.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_closed_keeps_its_name_and_says_how_to_open_it()
    {
        TradingLogger.Initialize(Config("default"));
        _risk.Initialize(Config("risk"), initializedBy: "RiskTools");
        Logger logger = _risk.GetLogger("trading");
        _risk.Close();

        Assert.All(
            (Action[])[() => _risk.LogTrade("X"), () => logger.Info("x"), () => _risk.CreateBatch()],
            write => Assert.Contains(
                "Initialize-TradingLogger -Name risk",
                Assert.Throws<InvalidOperationException>(write).Message,
                StringComparison.Ordinal));
        TradingLogger.LogTrade("A");
        Assert.False(_risk.IsInitialized);
        Assert.Null(_risk.GetState().InitializedBy);
        Assert.Equal(["A"], Actions("default"));
        Directory.Delete(_folder.PathOf("risk"), recursive: true);
        _risk.Initialize(Config("risk"));
        logger.Info("again");
        Assert.Single(_folder.Lines("risk/trading.log"));
    }

    [Fact]
    public void A_batch_goes_to_the_instance_that_made_it_alone()
    {
        TradingLogger.Initialize(Config("default"));
        _risk.Initialize(Config("risk") with { Mask = ["desk"] });
        TradeBatch batch = TradingLogger.CreateBatch();
        batch.Add("A", new { desk = "fx" });

        ArgumentException error = Assert.Throws<ArgumentException>(() => _risk.LogTrades(batch));
        Assert.Throws<ArgumentException>(() => _risk.LogTradeEvents(batch));

        Assert.Contains("logger default", error.Message, StringComparison.Ordinal);
        TradingLogger.LogTrades(batch);
        Assert.Equal(["A"], Actions("default"));
        Assert.False(File.Exists(_folder.PathOf("risk/trades.log")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_one_masks_is_masked_in_its_files_whenever_the_context_began(bool isBegunBefore)
    {
        LoggingConfig risk = Config("risk") with { Mask = ["desk"], TextFormat = TextFormat.Json };
        TradingLogger.Initialize(Config("default") with { TextFormat = TextFormat.Json });
        if (!isBegunBefore)
            _risk.Initialize(risk);
        var members = new Dictionary<string, object?> { ["desk"] = "fx-canary", ["run"] = 7 };
        using (TradingLogger.BeginScope(members))
        using (TradingLogger.BeginScope(new { inner = 1 }))
        {
            if (isBegunBefore)
                _risk.Initialize(risk);
            else
                members["run"] = 8;
            for (int turn = 0; turn < 3; turn++)
            {
                TradingLogger.LogTrade("A");
                _risk.LogTrade("B");
                TradingLogger.GetLogger("x").Info("message");
                _risk.GetLogger("x").Info("message");
            }
        }

        Assert.All(Everything("default"), line => Assert.Contains("fx-canary", line, StringComparison.Ordinal));
        Assert.All(Everything("risk"), line =>
        {
            Assert.DoesNotContain("canary", line, StringComparison.Ordinal);
            Assert.Contains("\"run\": 7, \"inner\": 1", line, StringComparison.Ordinal);
        });
        Assert.Equal(9, Everything("risk").Length);
    }

    [Fact]
    public void Two_in_one_directory_are_warned_of_once_and_lose_nothing()
    {
        const int events = 400;
        Directory.CreateDirectory(_folder.PathOf("shared"));
        string link = _folder.PathOf("link");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        Directory.CreateSymbolicLink(link, _folder.PathOf("shared"));
        LoggingConfig config = Config("shared") with
        {
            Integrity = IntegrityMode.Chain,
            MaxBytes = 20_000,
            BackupCount = 100,
        };
        TradingLogger.Initialize(config, initializedBy: "Execution");
        _risk.Initialize(config with { LogDirectory = link }, initializedBy: "RiskTools");
        _risk.Initialize(config with { LogDirectory = link }, initializedBy: "RiskTools");

        string warning = Assert.Single(_output.Warnings);
        Assert.Contains("default (initialised by Execution)", warning, StringComparison.Ordinal);
        Assert.Contains("risk (initialised by RiskTools)", warning, StringComparison.Ordinal);

        Parallel.For(0, 4, worker =>
        {
            LoggerInstance instance = TradingLogger.GetInstance(worker % 2 == 0 ? "default" : "risk");
            for (int number = 0; number < events; number++)
                instance.LogTrade($"E{worker}", new { number });
        });

        foreach (IGrouping<string, TradeEvent> of in Read("shared").GroupBy(one => one.Action))
        {
            Assert.Equal(
                Enumerable.Range(0, events).Select(number => (object?)(long)number),
                of.Select(one => one.Members.First(member => member.Key == "number").Value));
        }

        Assert.Equal(4 * events, Read("shared").Length);
        AssertIntact("shared");
        string[] texts = Directory.GetFiles(_folder.PathOf("shared"), "trading.log*");
        Assert.True(texts.Length > 2, $"{texts.Length} text logs");
        Assert.All(texts, path => Assert.InRange(new FileInfo(path).Length, 1, 20_000));
        Assert.Equal(4 * events, texts.Sum(path => SharedFile.ReadAllLines(path).Length));
    }

    [Fact]
    public void Threads_write_to_two_while_one_is_closed_and_initialised_anew()
    {
        const int events = 500;
        int done = 0;
        int refused = 0;
        TradingLogger.Initialize(Config("default") with { Integrity = IntegrityMode.Chain, PropagateTrades = false });
        LoggingConfig risk = Config("risk") with { Integrity = IntegrityMode.Chain, PropagateTrades = false };
        _risk.Initialize(risk);
        var writers = Enumerable.Range(0, 4).Select(worker => new Thread(() =>
        {
            for (int number = 0; number < events; number++)
            {
                if (worker < 2)
                    TradingLogger.LogTrade("DEFAULT", new { worker, number });
                else if (!TryLog(worker, number))
                    Interlocked.Increment(ref refused);
            }

            Interlocked.Increment(ref done);
        })).ToArray();
        foreach (Thread writer in writers)
            writer.Start();
        while (Volatile.Read(ref done) < writers.Length)
        {
            _risk.Initialize(risk);
            _risk.Close();
            Thread.Yield();
            _risk.Initialize(risk);
        }

        foreach (Thread writer in writers)
            writer.EndInTime();
        Assert.Equal(Enumerable.Repeat("DEFAULT", 2 * events), Actions("default"));
        Assert.Equal(Enumerable.Repeat("RISK", (2 * events) - refused), Actions("risk"));
        AssertIntact("default");
        AssertIntact("risk");
        Assert.Empty(_output.Warnings);
    }

    private static string Told(TradingLoggerState state) => $"{state.Instance} by {state.InitializedBy}";

    private bool TryLog(int worker, int number)
    {
        try
        {
            _risk.LogTrade("RISK", new { worker, number });
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private LoggingConfig Config(string directory) =>
        new() { LogDirectory = _folder.PathOf(directory), Console = false };

    private void AssertIntact(string directory) =>
        Assert.All(
            new TradeLogVerifier(_folder.PathOf(directory + "/trades.log")).Verify(),
            file => Assert.True(file.IsIntact));

    private string[] Actions(string directory) => [.. Read(directory).Select(read => read.Action)];

    private TradeEvent[] Read(string directory) => [.. TradeLog.InDirectory(_folder.PathOf(directory)).Read()];

    private string[] Everything(string directory) =>
        [.. _folder.Lines(directory + "/trades.log"), .. _folder.Lines(directory + "/trading.log")];
}
