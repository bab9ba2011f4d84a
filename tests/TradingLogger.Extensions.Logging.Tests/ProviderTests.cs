using System.Collections;
using Microsoft.Extensions.Logging;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Reading;
using Xunit;
using CoreLevel = TradingLogging.Logging.LogLevel;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace TradingLogging.Extensions.Logging.Tests;

/// <summary>The provider behind the framework's own factory, as programs use it.</summary>
public sealed partial class ProviderTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private ILoggerFactory? _factory;

    public void Dispose()
    {
        _factory?.Dispose();
        TradingLogger.Close();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(LogLevel.Trace, CoreLevel.Debug)]
    [InlineData(LogLevel.Debug, CoreLevel.Debug)]
    [InlineData(LogLevel.Information, CoreLevel.Info)]
    [InlineData(LogLevel.Warning, CoreLevel.Warning)]
    [InlineData(LogLevel.Error, CoreLevel.Error)]
    [InlineData(LogLevel.Critical, CoreLevel.Critical)]
    public void A_level_is_mapped(LogLevel level, CoreLevel expected)
    {
        ILogger logger = Create();

        logger.Log(level, "x");

        Assert.Equal(expected, Entry().Level);
        Assert.True(logger.IsEnabled(level));
    }

    [Fact]
    public void The_level_None_is_never_logged_and_a_level_below_the_loggers_own_is_off()
    {
        ILogger logger = Create(level: CoreLevel.Warning);

        logger.Log(LogLevel.None, "never");
        logger.LogInformation("off");
        logger.LogWarning("on");

        Assert.False(logger.IsEnabled(LogLevel.None));
        Assert.False(logger.IsEnabled(LogLevel.Information));
        Assert.Equal("on", Assert.Single(Entries()).Message);
    }

    [Fact]
    public void Another_logger_than_the_default_one_takes_the_records_on_request()
    {
        LoggerInstance desk = TradingLogger.GetInstance("desk");
        using (var provider = new TradingLoggerProvider(
            new() { Instance = "Desk", Configuration = Config(CoreLevel.Info) }))
        {
            provider.CreateLogger("Desk.Risk").LogInformation("to the desk");

            Assert.True(desk.IsInitialized);
            Assert.False(TradingLogger.IsInitialized);
            Assert.Equal(nameof(TradingLoggerProvider), desk.GetState().InitializedBy);
            Assert.Contains("Desk.Risk", desk.LoggerNames);
        }

        Assert.False(desk.IsInitialized);
        Assert.Throws<ArgumentException>(() => new TradingLoggerProvider(new() { Instance = "a b" }));
    }

    [Fact]
    public void A_message_that_is_off_is_not_formatted()
    {
        using var provider = new TradingLoggerProvider(new() { Configuration = Config(CoreLevel.Warning) });
        ILogger logger = provider.CreateLogger("a");

        logger.Log(LogLevel.Information, default, 0, null, (_, _) => throw new NotSupportedException());

        Assert.Throws<ArgumentNullException>(() => logger.Log(LogLevel.Error, default, 0, null, null!));
        Assert.Empty(Entries());
    }

    [Fact]
    public void The_category_is_the_name_of_the_logger_and_has_its_level()
    {
        Create();
        TradingLogger.GetLogger("Desk.Risk").Level = CoreLevel.Error;
        try
        {
            ILogger logger = _factory!.CreateLogger("Desk.Risk.Limits");
            logger.LogWarning("off");
            logger.LogError("on");
        }
        finally
        {
            TradingLogger.GetLogger("Desk.Risk").Level = CoreLevel.NotSet;
        }

        Assert.Equal(("Desk.Risk.Limits", "on"), (Entry().Logger, Assert.Single(Entries()).Message));
    }

    [Fact]
    public void The_members_of_a_template_stay_members_and_the_message_is_the_frameworks()
    {
        ILogger logger = Create();

        logger.LogWarning("Order {OrderId} at {Price:0.00} of {Venues}", 12, 1.5m, (string[])["X", "Y"]);

        Assert.Equal("Order 12 at 1.50 of X, Y", Entry().Message);
        Assert.Equal(["OrderId", "Price", "Venues"], Names());
        Assert.Equal((12L, 1.5), (Entry().Members["OrderId"], Entry().Members["Price"]));
        Assert.Equal(["X", "Y"], Assert.IsType<object[]>(Entry().Members["Venues"]));
    }

    [Fact]
    public void A_source_generated_message_has_its_event_id_and_its_exception()
    {
        Rejected(Create(), "XNYS", new InvalidOperationException("why"));

        Assert.Equal("Rejected by XNYS\n    System.InvalidOperationException: why", Entry().Message);
        Assert.Equal(["Venue", "event_id", "event_name"], Names());
        Assert.Equal((42L, "OrderRejected"), (Entry().Members["event_id"], Entry().Members["event_name"]));
        Assert.Equal(CoreLevel.Error, Entry().Level);
    }

    [Fact]
    public void An_event_id_without_number_and_name_is_left_out_and_so_are_all_on_request()
    {
        ILogger logger = Create();
        logger.Log(LogLevel.Information, new EventId(0), "a");
        logger.Log(LogLevel.Information, new EventId(0, "Named"), "b");
        logger.Log(LogLevel.Information, new EventId(7), "state", null, (state, _) => state);
        logger = Create(options => options.IncludeEventId = false);
        logger.Log(LogLevel.Information, new EventId(7), "c");
        logger.Log(LogLevel.Information, new EventId(7), "text", null, (state, _) => state);

        Assert.Equal(
            ["", "event_name", "event_id", "", ""],
            Entries().Select(entry => string.Join(',', entry.Members.Keys.Cast<string>())));
    }

    [Fact]
    public void The_template_is_a_member_on_request()
    {
        Create(options => options.IncludeTemplate = true).LogInformation("Order {OrderId}", 12);

        Assert.Equal("Order {OrderId}", Entry().Members["template"]);
    }

    [Fact]
    public void A_state_of_the_programs_own_gives_its_pairs()
    {
        ILogger logger = Create();

        logger.Log(
            LogLevel.Information, 7, new Queue<KeyValuePair<string, object?>>([new("a", 1)]), null, (_, _) => null!);
        logger.Log(LogLevel.Information, default, Many(300), null, (_, _) => "many");
        logger.LogInformation("{Few}", 1);

        Assert.Equal(["", "many", "1"], Entries().Select(entry => entry.Message));
        Assert.Equal([2, 300, 1], Entries().Select(entry => entry.Members.Count));
    }

    [Fact]
    public void A_sign_before_a_name_of_a_template_is_no_part_of_the_name()
    {
        ILogger logger = Create();
        using (logger.BeginScope("{@Scope}", 1))
            logger.LogInformation("{@O} {$S} {@O}", 1, 2, 3);

        Assert.Equal(["O", "S", "O.2", "Scope"], Names());
    }

    [Fact]
    public void A_scope_of_nothing_is_none()
    {
        ILogger logger = Create();
        using (logger.BeginScope<object>(null!))
        using (logger.BeginScope<string>(null!))
            logger.LogInformation("x");

        Assert.Empty(Entry().Members);
    }

    [Fact]
    public void A_name_that_a_template_has_twice_keeps_both_values()
    {
        Create().LogInformation("{A} {B} {A} {C}", 1, 2, 3, 4);

        Assert.Equal(["A", "B", "A.2", "C"], Names());
        Assert.Equal([1L, 2L, 3L, 4L], Entry().Members.Values.Cast<long>());
    }

    [Fact]
    public void Scopes_become_members_of_messages_and_of_trade_events_inside()
    {
        ILogger logger = Create();
        using (logger.BeginScope(new Dictionary<string, object> { ["Strategy"] = "SMA", ["Run"] = 7 }))
        using (logger.BeginScope("Order {OrderId}", 12))
        {
            logger.LogInformation("inside {Run}", "own");
            TradingLogger.LogTrade("FILL");
        }

        logger.LogInformation("outside");

        Assert.Equal(["Run", "Strategy", "OrderId"], Entries()[0].Members.Keys.Cast<string>());
        Assert.Equal("own", Entries()[0].Members["Run"]);
        Assert.Empty(Entry().Members);
        Assert.EndsWith(
            "\"FILL\", \"Strategy\": \"SMA\", \"Run\": 7, \"OrderId\": 12}",
            _folder.Lines("trades.log")[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Scopes_of_text_stand_behind_each_other()
    {
        ILogger logger = Create();
        using (logger.BeginScope("outer"))
        using (logger.BeginScope(new Dictionary<string, object?> { ["a"] = null }))
        using (logger.BeginScope(5))
            logger.LogInformation("x");

        Assert.Equal("outer => 5", Entry().Members["scope"]);
        Assert.True(Entry().Members.Contains("a"));
    }

    [Fact]
    public async Task A_scope_flows_into_tasks_and_ends_with_its_block()
    {
        ILogger logger = Create();
        using (logger.BeginScope(new Dictionary<string, object> { ["run"] = 7 }))
            await Task.Run(() => logger.LogInformation("task"), TestContext.Current.CancellationToken);
        await Task.Run(() => logger.LogInformation("after"), TestContext.Current.CancellationToken);

        Assert.Equal(7L, Entries()[0].Members["run"]);
        Assert.Empty(Entry().Members);
    }

    [Fact]
    public void Scopes_can_be_left_out()
    {
        ILogger logger = Create(options => options.IncludeScopes = false);
        using (logger.BeginScope(new Dictionary<string, object> { ["run"] = 7 }))
            logger.LogInformation("x");

        Assert.Empty(Entry().Members);
    }

    [Fact]
    public void Secrets_are_masked_and_content_cannot_forge_a_line()
    {
        Create().LogInformation("key {ApiKey} {Text}", "C4n4ryS3cr3tValue", "a\n{\"timestamp\": \"forged\"}");

        Assert.Equal("***", Entry().Members["ApiKey"]);
        Assert.Single(_folder.Lines("trading.log"));
    }

    [Fact]
    public void A_value_that_logs_while_it_is_written_disturbs_nothing()
    {
        ILogger logger = Create();

        logger.LogInformation("outer {Value} {Last}", new Lively(logger), 1);

        Assert.Contains(Entries(), entry => entry.Message == "inner 5" && Equals(entry.Members["Number"], 5L));
        Assert.Equal(["Value", "Last"], Names());
    }

    [Fact]
    public void A_failure_goes_to_the_caller_or_to_who_asked_for_it()
    {
        var failures = new List<Exception>();
        ILogger throwing = Create();
        TradingLogger.Close();
        Assert.Throws<AggregateException>(() => throwing.LogInformation("lost {A}", 1));
        ILogger asked = Create(options => options.Failed = failures.Add);
        TradingLogger.Close();
        asked.LogInformation("lost");

        Assert.IsType<InvalidOperationException>(Assert.Single(failures));
    }

    [Fact]
    public void A_provider_closes_what_it_initialised_and_nothing_else()
    {
        TradingLogger.Initialize(Config());
        new TradingLoggerProvider().Dispose();
        Assert.True(TradingLogger.IsInitialized);
        TradingLogger.Close();

        new TradingLoggerProvider(new() { Configuration = Config() }).Dispose();
        Assert.False(TradingLogger.IsInitialized);

        var taken = new TradingLoggerProvider(new() { Configuration = Config() });
        TradingLogger.Initialize(Config());
        taken.Dispose();
        Assert.True(TradingLogger.IsInitialized);
    }

    [Fact]
    public void A_provider_does_not_close_what_another_one_has_initialised_since()
    {
        var former = new TradingLoggerProvider(new() { Configuration = Config() });
        using var present = new TradingLoggerProvider(new() { Configuration = Config() });

        former.Dispose();

        Assert.True(TradingLogger.IsInitialized);
    }

    [Fact]
    public void Without_a_configuration_nothing_is_begun_until_the_program_initialises_logging()
    {
        using var provider = new TradingLoggerProvider();
        ILogger logger = provider.CreateLogger("Desk");
        Assert.False(TradingLogger.IsInitialized);
        Assert.Throws<InvalidOperationException>(() => logger.LogInformation("too early"));

        TradingLogger.Initialize(Config());
        logger.LogInformation("in time");

        Assert.Equal("in time", Assert.Single(Entries()).Message);
    }

    [Fact]
    public void It_is_added_once_and_obeys_the_filters_of_the_framework()
    {
        _factory = LoggerFactory.Create(builder => builder
            .AddTradingLogger(options => options.Configuration = Config())
            .AddTradingLogger(options => options.Configuration = Config())
            .AddFilter<TradingLoggerProvider>("Noisy", LogLevel.Error));

        _factory.CreateLogger("Noisy").LogWarning("off");
        _factory.CreateLogger("Other").LogWarning("once");

        Assert.Equal("once", Assert.Single(Entries()).Message);
        Assert.Throws<ArgumentNullException>(() => TradingLoggerBuilderExtensions.AddTradingLogger(null!));
        using var provider = new TradingLoggerProvider();
        Assert.Same(provider.CreateLogger("a"), provider.CreateLogger("a"));
        Assert.Throws<ArgumentNullException>(() => provider.CreateLogger(null!));
    }

    [Fact]
    public void Threads_at_once_keep_their_members_apart()
    {
        ILogger logger = Create();

        Parallel.For(0, 400, number => logger.LogInformation("{Number} {Again}", number, number));

        TradingLogEntry[] entries = Entries();
        Assert.Equal(400, entries.Length);
        Assert.All(entries, entry => Assert.Equal(
            entry.Message, $"{entry.Members["Number"]} {entry.Members["Again"]}"));
    }

    [LoggerMessage(42, LogLevel.Error, "Rejected by {Venue}", EventName = "OrderRejected")]
    private static partial void Rejected(ILogger logger, string venue, Exception exception);

    private static KeyValuePair<string, object?>[] Many(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new KeyValuePair<string, object?>($"m{number}", number))];

    private ILogger Create(Action<TradingLoggerOptions>? configure = null, CoreLevel level = CoreLevel.Debug)
    {
        _factory?.Dispose();
        _factory = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddTradingLogger(options =>
        {
            options.Configuration = Config(level);
            configure?.Invoke(options);
        }));
        return _factory.CreateLogger("Desk");
    }

    private LoggingConfig Config(CoreLevel level = CoreLevel.Debug) => new()
    {
        LogDirectory = _folder.FullName,
        Console = false,
        PropagateTrades = false,
        LogLevel = level,
        TextFormat = TextFormat.Json,
    };

    private TradingLogEntry[] Entries() => [.. TradingLog.InDirectory(_folder.FullName).Read()];

    private TradingLogEntry Entry() => Entries()[^1];

    private string[] Names() => [.. Entry().Members.Keys.Cast<string>()];

    private sealed class Lively(ILogger logger) : IEnumerable<int>
    {
        public IEnumerator<int> GetEnumerator()
        {
            logger.LogInformation("inner {Number}", 5);
            yield return 1;
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
