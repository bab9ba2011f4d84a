using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Logging;

public sealed class LoggerHierarchyTests
{
    private readonly Loggers _loggers = new();

    [Fact]
    public void A_name_always_gives_the_same_logger() =>
        Assert.Same(_loggers["trading.signals"], _loggers["trading.signals"]);

    [Fact]
    public void A_name_gives_the_same_logger_to_all_threads()
    {
        var found = new Logger[64];
        Parallel.For(0, found.Length, index => found[index] = _loggers["trading.risk"]);

        Assert.Single(found.Distinct());
    }

    [Theory]
    [InlineData("")]
    [InlineData("root")]
    public void The_root_logger_has_two_names(string name) => Assert.Same(_loggers.Root, _loggers[name]);

    [Fact]
    public void A_name_must_not_be_null() => Assert.Throws<ArgumentNullException>(() => _loggers[null!]);

    [Fact]
    public void Names_are_told_apart_by_case() => Assert.NotSame(_loggers["Trading"], _loggers["trading"]);

    [Fact]
    public void A_logger_is_below_the_nearest_one_that_exists()
    {
        Logger trading = _loggers["trading"];
        Logger deep = _loggers["trading.signals.sma.fast"];

        Assert.Same(trading, deep.Parent);
        Assert.Same(_loggers.Root, trading.Parent);
        Assert.Null(_loggers.Root.Parent);
    }

    [Fact]
    public void A_name_that_only_begins_alike_is_no_parent()
    {
        Logger trading = _loggers["trad"];

        Assert.Same(_loggers.Root, _loggers["trading"].Parent);
        Assert.NotSame(trading, _loggers["trading.signals"].Parent);
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData(".")]
    public void Odd_dots_in_a_name_are_no_error(string name) => Assert.Equal(name, _loggers[name].Name);

    [Fact]
    public void A_parent_that_comes_late_steps_in_between()
    {
        Logger deep = _loggers["a.b.c"];
        Logger beside = _loggers["a.bc"];
        Logger middle = _loggers["a.b"];
        Logger top = _loggers["a"];

        Assert.Same(middle, deep.Parent);
        Assert.Same(top, middle.Parent);
        Assert.Same(top, beside.Parent);
    }

    [Fact]
    public void A_level_is_inherited_from_the_nearest_logger_that_has_one()
    {
        Logger deep = _loggers["a.b.c"];
        _loggers["a"].Level = LogLevel.Error;
        _loggers["a.b"].Level = LogLevel.Debug;

        Assert.Equal(LogLevel.Debug, deep.EffectiveLevel);
        _loggers["a.b"].Level = LogLevel.NotSet;
        Assert.Equal(LogLevel.Error, deep.EffectiveLevel);
        _loggers["a"].Level = LogLevel.NotSet;
        Assert.Equal(_loggers.Root.Level, deep.EffectiveLevel);
    }

    [Fact]
    public void A_change_of_the_root_level_reaches_every_logger_without_one_of_its_own()
    {
        Logger logger = _loggers["a.b"];
        _loggers.Root.Level = LogLevel.Critical;

        Assert.Equal(LogLevel.Critical, logger.EffectiveLevel);
        Assert.False(logger.IsEnabledFor(LogLevel.Error));
        Assert.True(logger.IsEnabledFor(LogLevel.Critical));
    }

    [Fact]
    public void A_new_logger_has_the_level_of_those_above_it()
    {
        _loggers["a"].Level = LogLevel.Error;

        Assert.Equal(LogLevel.Error, _loggers["a.b"].EffectiveLevel);
        Assert.Equal(LogLevel.NotSet, _loggers["a.b"].Level);
    }

    [Fact]
    public void The_trades_logger_passes_INFO_whatever_the_root_level()
    {
        _loggers.Root.Level = LogLevel.Critical;

        Assert.Equal(LogLevel.Info, _loggers["trades"].EffectiveLevel);
    }

    [Fact]
    public void A_logger_below_trades_takes_its_level_also_when_it_was_there_first()
    {
        _loggers.Root.Level = LogLevel.Critical;
        Logger fills = _loggers["trades.fills"];
        _ = _loggers["trades"];

        Assert.Equal(LogLevel.Info, fills.EffectiveLevel);
    }

    [Fact]
    public void A_configuration_takes_the_levels_of_the_former_one_back()
    {
        Configure(LogLevel.Warning, ("a", LogLevel.Error), ("b", LogLevel.Debug));
        Configure(LogLevel.Info, ("b", LogLevel.Critical));

        Assert.Equal(LogLevel.Info, _loggers["a.x"].EffectiveLevel);
        Assert.Equal(LogLevel.Critical, _loggers["b.x"].EffectiveLevel);
        Assert.Equal(["b"], _loggers.Hierarchy.LoggersWithLevel.Select(logger => logger.Name));
    }

    [Fact]
    public void A_level_that_was_set_by_hand_outlives_a_configuration_that_does_not_name_the_logger()
    {
        Configure(LogLevel.Info, ("a", LogLevel.Error));
        _loggers["a"].Level = LogLevel.Debug;
        _loggers["c"].Level = LogLevel.Error;
        Configure(LogLevel.Info);

        Assert.Equal((LogLevel.Debug, LogLevel.Error), (_loggers["a"].EffectiveLevel, _loggers["c"].EffectiveLevel));
    }

    [Fact]
    public void A_reset_gives_the_level_of_the_configuration()
    {
        Configure(LogLevel.Warning, ("a", LogLevel.Error));
        foreach (string name in (string[])["a", "b", "trades", "root"])
        {
            _loggers[name].Level = LogLevel.Debug;
            _loggers.Hierarchy.ResetLevel(_loggers[name]);
        }

        Assert.Equal(
            [LogLevel.Error, LogLevel.NotSet, LogLevel.Info, LogLevel.Warning],
            ((string[])["a", "b", "trades", "root"]).Select(name => _loggers[name].Level));
    }

    private void Configure(LogLevel root, params (string Name, LogLevel Level)[] levels) =>
        _loggers.Hierarchy.Configure(root, levels.ToDictionary(pair => pair.Name, pair => pair.Level));

    [Fact]
    public void The_names_of_all_loggers_come_in_ordinal_order()
    {
        _ = _loggers["b"];
        _ = _loggers["a.b"];
        _ = _loggers["B"];

        Assert.Equal(["B", "a.b", "b"], _loggers.Hierarchy.Names);
    }
}
