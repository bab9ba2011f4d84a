using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Logging;

public sealed class LogMessageTests
{
    private readonly Loggers _loggers = new();

    private Logger Logger => _loggers["trading"];

    [Fact]
    public void Nothing_in_the_braces_is_evaluated_when_the_level_is_disabled()
    {
        int evaluations = 0;
        int Evaluate() => ++evaluations;
        Logger.Debug($"{Evaluate()}");
        Logger.Log(LogLevel.Debug, $"{Evaluate()}");
        Assert.Equal(0, evaluations);

        Logger.Info($"{Evaluate()}");
        Assert.Equal(1, evaluations);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("tr-TR")]
    public void Values_are_formatted_the_same_in_every_culture(string culture)
    {
        using var scope = new CultureScope(culture);
        var time = new DateTime(2026, 11, 23, 1, 2, 3, DateTimeKind.Unspecified);
        Logger.Info($"{1234.5} {-1m:N2} {time} {time:yyyy-MM-dd} {1234567:N0} {TimeSpan.FromSeconds(1.5)}");

        Assert.Equal(
            "1234.5 -1.00 11/23/2026 01:02:03 2026-11-23 1,234,567 00:00:01.5000000",
            _loggers.Handler.OnlyMessage);
    }

    [Fact]
    public void Width_and_format_work_as_in_any_interpolated_string()
    {
        string? nothing = null;
        Logger.Info($"|{7,4}|{7,-4}|{1.5,8:F3}|{"long",2}|{nothing}|{nothing,3}|{DayOfWeek.Friday,8}|{'x'}|");

        Assert.Equal("|   7|7   |   1.500|long||   |  Friday|x|", _loggers.Handler.OnlyMessage);
    }

    [Fact]
    public void A_value_that_logs_in_turn_spoils_neither_message()
    {
        string Nested()
        {
            Logger.Info($"inner {1}");
            return "value";
        }

        Logger.Info($"outer {Nested()} end");
        Logger.Info($"next {2}");

        Assert.Equal(["inner 1", "outer value end", "next 2"], _loggers.Handler.Messages);
    }

    [Fact]
    public void A_value_that_throws_leaves_nothing_behind_in_the_next_message()
    {
        static string Throw() => throw new TimeoutException();
        Assert.Throws<TimeoutException>(() => Logger.Info($"lost {Throw()}"));
        Logger.Info($"next {1}");

        Assert.Equal("next 1", _loggers.Handler.OnlyMessage);
    }

    [Fact]
    public void A_message_of_millions_of_characters_arrives_whole_and_its_memory_is_let_go()
    {
        string large = new('x', 3_000_000);
        Logger.Info($"{large}{1}");
        Logger.Info($"small {1}");

        Assert.Equal([large + "1", "small 1"], _loggers.Handler.Messages);
    }

    [Fact]
    public void A_message_without_a_logger_is_refused() =>
        Assert.Throws<ArgumentNullException>(() => new LogMessage(1, 1, null!, LogLevel.Info, out _));

    [Fact]
    public void An_interpolated_message_allocates_only_its_string()
    {
        Wine.Skip("there one value is boxed more. Whether it is on Windows is not known.");
        var loggers = new LoggerHierarchy(LogClock.System);
        var silent = new SilentHandler();
        loggers.Root.AddHandler(silent);
        Logger logger = loggers.Root;
        double price = 50000.25;
        int quantity = 42;
        string symbol = "BTCUSDT";
        var day = DayOfWeek.Friday;
        const string Message = "BTCUSDT at 50000.25,    42 on Friday";
        double ofMessage = Allocation.OfString(Message.Length);
        double bytes = Allocation.OfCall(
            ofMessage,
            () => logger.Info($"{symbol} at {price:F2}, {quantity,5} on {day}"));

        Assert.Equal(ofMessage, bytes);
        Assert.Equal(Message, silent.Last);
    }

    private sealed class SilentHandler : LogHandler
    {
        public override string Name => "silent";

        public string? Last { get; private set; }

        public override HandlerState GetState() => new(Name, Level, null, 0, 0, 0, 0, 0, null);

        protected override void Emit(in LogRecord record) => Last = record.Message;
    }
}
