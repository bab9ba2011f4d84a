using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Facade;

/// <summary>Members of messages are made where somebody takes them.</summary>
[Collection(FacadeCollection.Name)]
public sealed class MessageMembersTests : IDisposable
{
    private readonly LogFolder _folder = new();

    private static Logger Logger => TradingLogger.GetLogger("trading.signals");

    public void Dispose()
    {
        TradingLogger.Close();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(TextFormat.Text, false, false)]
    [InlineData(TextFormat.Text, true, true)]
    [InlineData(TextFormat.Json, false, true)]
    public void Lines_of_text_need_no_members_unless_they_show_the_context(
        TextFormat format, bool context, bool expected)
    {
        Initialize(format, context);

        Assert.Equal(expected, Logger.TakesMembers);
        Assert.True(TradingLogger.GetLogger("trades").TakesMembers);
    }

    [Fact]
    public void A_handler_that_is_added_and_a_filter_get_the_members_that_the_lines_do_not_have()
    {
        Initialize(TextFormat.Text, context: false);
        using LogContext scope = TradingLogger.BeginScope(new { run = 7 });
        var handler = new MemberHandler();
        TradingLogger.AddHandler(handler);

        Logger.Info("plain");
        Logger.LogRendered(LogLevel.Info, "done", new { a = 1 });
        TradingLogger.RemoveHandler(handler.Name);
        Logger.LogRendered(LogLevel.Info, "unseen", new { a = 2 });
        var filter = new MemberFilter();
        TradingLogger.GetLogger("root").Handlers[0].AddFilter(filter);
        Logger.LogRendered(LogLevel.Info, "filtered", new { a = 3 });

        Assert.Equal(["{\"run\": 7}", "{\"a\": 1, \"run\": 7}"], handler.Seen);
        Assert.Equal("{\"a\": 3, \"run\": 7}", Assert.Single(filter.Seen));
        Assert.Equal(
            ["plain", "done", "unseen", "filtered"],
            _folder.Lines("trading.log").Select(line => line[(line.LastIndexOf('|') + 2)..]));
    }

    [Theory]
    [InlineData(TextFormat.Text)]
    [InlineData(TextFormat.Json)]
    public void Data_without_members_is_refused_whether_it_is_written_or_not(TextFormat format)
    {
        Initialize(format, context: false);

        Assert.Throws<ArgumentException>(() => Logger.LogRendered(LogLevel.Info, "x", 5));
        Assert.Throws<ArgumentNullException>(() => Logger.LogRendered(LogLevel.Info, "x", null!));
    }

    private void Initialize(TextFormat format, bool context) => TradingLogger.Initialize(new LoggingConfig
    {
        LogDirectory = _folder.FullName,
        Console = false,
        TextFormat = format,
        TextContext = context,
    });

    private sealed class MemberHandler : LogHandler
    {
        public override string Name => "members";

        public List<string> Seen { get; } = [];

        protected override void Emit(in LogRecord record) => Seen.Add(Encoding.UTF8.GetString(record.Members));
    }

    private sealed class MemberFilter : LogFilter
    {
        public List<string> Seen { get; } = [];

        public override bool Filter(in LogRecord record)
        {
            Seen.Add(Encoding.UTF8.GetString(record.Members));
            return true;
        }
    }
}
