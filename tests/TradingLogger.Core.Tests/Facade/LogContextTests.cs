using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Reading;
using TradingLogging.Storage;
using Xunit;

namespace TradingLogging.Tests.Facade;

[Collection(FacadeCollection.Name)]
public sealed class LogContextTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose()
    {
        TradingLogger.Close();
        _folder.Dispose();
    }

    [Fact]
    public void Its_members_stand_behind_those_of_the_event_and_those_of_the_outer_scope_first()
    {
        Initialize();
        using (TradingLogger.BeginScope(new { strategy = "SMA", run = 17 }))
        using (TradingLogger.BeginScope(new Dictionary<string, object?> { ["desk"] = "fx", ["Strategy"] = "EMA" }))
            TradingLogger.LogTrade("A", new { price = 50010.50m });
        TradingLogger.LogTrade("B");

        Assert.Equal(
            ["\"A\", \"price\": 50010.50, \"Strategy\": \"EMA\", \"run\": 17, \"desk\": \"fx\"}", "\"B\"}"], Events());
    }

    [Fact]
    public void A_member_that_the_event_has_itself_is_the_events_in_whatever_case()
    {
        Initialize();
        using LogContext scope = TradingLogger.BeginScope(
            new Dictionary<string, object?> { ["run"] = 1, ["désk"] = 2, ["a\"b"] = 3, ["nested"] = 4 });

        TradingLogger.LogTrade(
            "A",
            new Dictionary<string, object?>
            {
                ["RUN"] = "own",
                ["DÉSK"] = "own",
                ["A\"B"] = "own, \"nested\": 5",
                ["in"] = new { nested = "}" },
            });

        Assert.Equal(["RUN", "DÉSK", "A\"B", "in", "nested"], Read()[0].Members.Select(member => member.Key));
        Assert.Equal(4L, Read()[0].Members[^1].Value);
    }

    [Fact]
    public void A_name_of_the_line_itself_is_kept_as_data_with_a_warning()
    {
        using var output = new RecordingHostOutput();
        Initialize();
        using LogContext scope = TradingLogger.BeginScope(new { timestamp = "x", action = "y", event_time = "z" });

        TradingLogger.LogTrade("A");
        TradingLogger.LogTrade("B", new { timestamp = "own" }, DateTimeOffset.UnixEpoch);

        Assert.Equal(
            "\"A\", \"data.timestamp\": \"x\", \"data.action\": \"y\", \"event_time\": \"z\"}", Events()[0]);
        Assert.Equal(
            ["event_time", "data.timestamp", "data.action", "data.event_time"],
            Read()[1].Members.Select(member => member.Key));
        Assert.Equal("own", Read()[1].Members[1].Value);
        Assert.Equal(2, output.Warnings.Count(warning => warning.Contains("data.action", StringComparison.Ordinal)));
    }

    [Fact]
    public void In_a_chained_log_the_members_of_the_chain_stay_the_logs_own()
    {
        TradingLogger.Initialize(Config() with { Integrity = IntegrityMode.Chain });
        using LogContext scope = TradingLogger.BeginScope(new { seq = 99, run = 1 });

        TradeEvent corrected = TradingLogger.LogCorrection(1, "FIX", new { note = 1 });

        Assert.Equal(99L, corrected.Members.Single(member => member.Key == "data.seq").Value);
        Assert.Equal(1L, corrected.Members.Single(member => member.Key == "run").Value);
        TradingLogger.Close();
        var verifier = new TradeLogVerifier(_folder.PathOf("trades.log"));
        Assert.True(Assert.Single(verifier.Verify(TestContext.Current.CancellationToken)).IsIntact);
    }

    [Fact]
    public void Its_secrets_are_masked_also_by_settings_that_come_later()
    {
        using LogContext scope = TradingLogger.BeginScope(new { api_key = "abc", desk = "hush", run = 1 });
        TradingLogger.Initialize(Config() with { Mask = ["desk"] });

        TradingLogger.LogTrade("A");

        Assert.Equal(["\"A\", \"api_key\": \"***\", \"desk\": \"***\", \"run\": 1}"], Events());
    }

    [Fact]
    public void Its_values_are_those_of_the_moment_at_which_the_scope_began()
    {
        Initialize();
        var members = new Dictionary<string, object?> { ["run"] = 1 };
        using LogContext scope = TradingLogger.BeginScope(members);
        members["run"] = 2;

        TradingLogger.LogTrade("A");

        Assert.Equal(["\"A\", \"run\": 1}"], Events());
    }

    [Fact]
    public void What_does_not_fit_is_left_out_and_the_line_says_so()
    {
        TradingLogger.Initialize(Config() with { MaxRecordBytes = 4096 });
        using LogContext scope = TradingLogger.BeginScope(new { run = 1, text = new string('x', 8000), last = 2 });

        TradingLogger.LogTrade("A");

        Assert.Equal("\"A\", \"run\": 1, \"truncated\": true}", Events()[0]);
        Assert.InRange(_folder.Lines("trades.log")[0].Length, 1, 4096);
    }

    [Fact]
    public void What_a_limit_cut_in_the_context_marks_every_line()
    {
        Initialize();
        using LogContext scope = TradingLogger.BeginScope(new { list = Enumerable.Range(0, 2000).ToArray() });

        TradingLogger.LogTrade("A");

        Assert.EndsWith("], \"truncated\": true}", Events()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_of_very_many_members_is_written_whole()
    {
        Initialize();
        using LogContext scope = TradingLogger.BeginScope(
            Enumerable.Range(0, 300).ToDictionary(number => $"m{number}", number => number));

        TradingLogger.LogTrade("A", new { m7 = "own" });

        Assert.Equal(300, Read()[0].Members.Count);
        Assert.Equal("own", Read()[0].Members[0].Value);
    }

    [Fact]
    public void A_member_whose_getter_throws_says_so_in_its_place()
    {
        Initialize();
        using LogContext scope = TradingLogger.BeginScope(new Throwing());

        TradingLogger.LogTrade("A");

        Assert.Contains("\"Run\": 1", Events()[0], StringComparison.Ordinal);
        Assert.Contains("\"Broken\": \"<error: ", Events()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_takes_the_context_at_the_moment_at_which_an_event_is_added()
    {
        Initialize();
        TradeBatch batch = TradingLogger.CreateBatch();
        using (TradingLogger.BeginScope(new { run = 1 }))
            batch.Add("A");
        batch.Add("B");
        using (TradingLogger.BeginScope(new { run = 2 }))
            TradingLogger.LogTrades(batch);

        Assert.Equal(["\"A\", \"run\": 1}", "\"B\"}"], Events());
    }

    [Fact]
    public void Async_mode_takes_the_context_at_the_call()
    {
        TradingLogger.Initialize(Config() with { Mode = WriteMode.Async });
        using (TradingLogger.BeginScope(new { run = 1 }))
            TradingLogger.LogTrade("A");
        TradingLogger.Close();

        Assert.Equal(["\"A\", \"run\": 1}"], Events());
    }

    [Fact]
    public async Task It_flows_into_tasks_and_threads_and_what_they_begin_stays_theirs()
    {
        Initialize();
        using (TradingLogger.BeginScope(new { run = 1 }))
        {
            await Task.Run(LogInside, TestContext.Current.CancellationToken);
            var thread = new Thread(() => TradingLogger.LogTrade("THREAD"));
            thread.Start();
            thread.EndInTime();
            await Task.Yield();
            TradingLogger.LogTrade("AFTER");
        }

        Assert.Equal(
            ["\"TASK\", \"run\": 1, \"task\": 1}", "\"THREAD\", \"run\": 1}", "\"AFTER\", \"run\": 1}"], Events());
    }

    [Fact]
    public void Scopes_that_end_in_the_wrong_order_or_twice_bring_none_back()
    {
        Initialize();
        LogContext outer = TradingLogger.BeginScope(new { outer = 1 });
        LogContext inner = TradingLogger.BeginScope(new { inner = 1 });
        outer.Dispose();
        TradingLogger.LogTrade("A");
        inner.Dispose();
        TradingLogger.LogTrade("B");
        LogContext last = TradingLogger.BeginScope(new { last = 1 });
        outer.Dispose();
        TradingLogger.LogTrade("C");
        last.Dispose();
        last.Dispose();

        Assert.Equal(["\"A\"}", "\"B\"}", "\"C\", \"last\": 1}"], Events());
        Assert.Null(LogContext.Current);
    }

    [Fact]
    public void Two_flows_at_once_have_their_own()
    {
        Initialize();
        using LogContext scope = TradingLogger.BeginScope(new { all = true });

        Parallel.For(0, 8, flow =>
        {
            using LogContext own = TradingLogger.BeginScope(new { flow });
            for (int number = 0; number < 50; number++)
                TradingLogger.LogTrade("A", new { expected = flow });
        });

        Assert.Equal(400, Read().Length);
        Assert.All(Read(), one =>
        {
            Assert.Equal(["expected", "all", "flow"], one.Members.Select(member => member.Key));
            Assert.Equal(one.Members[0].Value, one.Members[2].Value);
        });
    }

    [Theory]
    [InlineData(5)]
    [InlineData("text")]
    [InlineData(new[] { 1, 2 })]
    public void What_has_no_members_is_refused_and_begins_nothing(object data)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => TradingLogger.BeginScope(data));

        Assert.Contains("must have named members", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => TradingLogger.BeginScope(null!));
        Assert.Null(LogContext.Current);
    }

    [Fact]
    public void An_event_inside_a_scope_allocates_nothing()
    {
        Initialize();
        var data = new Dictionary<string, object?> { ["symbol"] = "BTCUSDT", ["price"] = 50010.5 };
        using LogContext scope = TradingLogger.BeginScope(new { strategy = "SMA", run = 17 });

        Assert.Equal(0, Allocation.OfCall(hoped: 0, () => TradingLogger.LogTrade("TICK", data)));
    }

    private static void LogInside()
    {
        TradingLogger.BeginScope(new { task = 1 });
        TradingLogger.LogTrade("TASK");
    }

    private void Initialize() => TradingLogger.Initialize(Config());

    private LoggingConfig Config() => new() { LogDirectory = _folder.FullName, Console = false };

    private string[] Events() =>
    [
        .. _folder.Lines("trades.log")
            .Select(line => line[(line.IndexOf("\"action\": ", StringComparison.Ordinal) + 10)..]),
    ];

    private TradeEvent[] Read() =>
        [.. _folder.Lines("trades.log").Select(line => TradeEvent.Parse(Encoding.UTF8.GetBytes(line)))];

    private sealed class Throwing
    {
        public int Run { get; } = 1;

        public string Broken => throw new InvalidOperationException($"no {Run}");
    }
}
