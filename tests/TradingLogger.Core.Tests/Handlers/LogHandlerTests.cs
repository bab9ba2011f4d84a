using TradingLogging.Logging;
using TradingLogging.Tests.Logging;
using Xunit;

namespace TradingLogging.Tests.Handlers;

public sealed class LogHandlerTests : IDisposable
{
    private readonly RecordingHandler _handler = new();

    public void Dispose() => _handler.Dispose();

    [Theory]
    [InlineData(LogLevel.NotSet, true)]
    [InlineData(LogLevel.Info, true)]
    [InlineData(LogLevel.Warning, true)]
    [InlineData(LogLevel.Error, false)]
    public void A_handler_takes_its_level_and_above(LogLevel level, bool isTaken)
    {
        _handler.Level = level;

        Assert.Equal(isTaken, Handle(LogLevel.Warning));
        Assert.Equal(isTaken ? 1 : 0, _handler.Entries.Length);
    }

    [Fact]
    public void A_record_must_pass_every_filter()
    {
        _handler.AddFilter(new NameFilter("a"));
        Assert.True(Handle(LogLevel.Info, "a"));
        _handler.AddFilter(new NameFilter("b"));

        Assert.False(Handle(LogLevel.Info, "a"));
        Assert.Single(_handler.Entries);
    }

    [Fact]
    public void A_filter_must_not_be_null() => Assert.Throws<ArgumentNullException>(() => _handler.AddFilter(null!));

    [Fact]
    public void Filters_added_by_many_threads_all_count()
    {
        var filters = new CountingFilter();
        Parallel.For(0, 100, _ => _handler.AddFilter(filters));
        Handle(LogLevel.Info);

        Assert.Equal(100, filters.Count);
    }

    [Fact]
    public void A_handler_may_be_closed_twice()
    {
        _handler.Dispose();
        _handler.Dispose();

        Assert.Empty(_handler.Entries);
    }

    private bool Handle(LogLevel level, string logger = "trading") =>
        _handler.Handle(new LogRecord(Loggers.Moment, level, logger, "message"));

    private sealed class NameFilter(string name) : LogFilter
    {
        public override bool Filter(in LogRecord record) => record.LoggerName == name;
    }

    private sealed class CountingFilter : LogFilter
    {
        public int Count { get; private set; }

        public override bool Filter(in LogRecord record) => ++Count > 0;
    }
}
