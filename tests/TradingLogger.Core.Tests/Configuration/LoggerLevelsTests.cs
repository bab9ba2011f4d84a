using TradingLogging.Configuration;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Configuration;

public sealed class LoggerLevelsTests : IDisposable
{
    private const string Valid = "Must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL";

    private readonly string _directory = Directory.CreateTempSubdirectory("levels ").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_section_gives_loggers_levels_of_their_own()
    {
        ConfigManager manager = Manager("""
            [DEFAULT]
            owner = desk
            [logging]
            log_level = WARNING
            [logging.levels]
            trading.risk = debug
            Trading.Risk2 = ERROR
            trades : DEBUG
            """);

        Assert.Empty(manager.Warnings);
        Assert.Equal(
            new Dictionary<string, LogLevel>
            {
                ["trading.risk"] = LogLevel.Debug,
                ["Trading.Risk2"] = LogLevel.Error,
                ["trades"] = LogLevel.Debug,
            },
            manager.LoggingConfig.Levels);
    }

    [Fact]
    public void The_section_needs_no_other_one()
    {
        ConfigManager manager = Manager("[logging.levels]\na = ERROR\n");

        Assert.Empty(manager.Warnings);
        Assert.Equal("a: Error", manager.LoggingConfig.Levels.ToString());
    }

    [Theory]
    [InlineData("a = LOUD", $"Invalid level of a: LOUD. {Valid}")]
    [InlineData("a =", $"Invalid level of a: (empty). {Valid}")]
    [InlineData("a = 10", $"Invalid level of a: 10. {Valid}")]
    [InlineData("a = NOTSET", $"Invalid level of a: NOTSET. {Valid}")]
    [InlineData("a = DEBUG # loud", $"Invalid level of a: DEBUG # loud. {Valid}")]
    [InlineData(
        "a.* = DEBUG",
        "Invalid logger: a.*. Must be a name without wildcards: a level holds for all loggers below it")]
    [InlineData("root = DEBUG", "Invalid logger: root. Its level is the setting log_level in [logging]")]
    [InlineData(
        "trades = ERROR",
        "Invalid level of trades: ERROR. Must be INFO or DEBUG: any other would drop the trade events. "
            + "propagate_trades = false keeps them from the console")]
    public void A_line_that_is_not_valid_is_an_error_with_its_place(string line, string message)
    {
        ConfigManager manager = Manager($"[logging.levels]\n{line}\n");

        var error = Assert.Throws<ConfigurationException>(manager.Validate);

        Assert.Equal($"{manager.ConfigPath}, line 2: {message}", error.Message);
        Assert.Equal((manager.ConfigPath, 2), (error.Path, error.LineNumber));
    }

    [Fact]
    public void Two_names_that_differ_in_case_alone_are_one_key_of_the_file()
    {
        ConfigManager manager = Manager("[logging.levels]\na = ERROR\nA = DEBUG\n");

        Assert.Contains("is set already in line 2", Assert.Throws<ConfigurationException>(manager.Validate).Message);
    }

    [Theory]
    [InlineData("logging.level", "logging.levels")]
    [InlineData("Logging.Levels", "logging.levels")]
    [InlineData("logging_levels", "logging.levels")]
    [InlineData("loggin.levels", "logging.levels")]
    [InlineData("LOGGING", "logging")]
    [InlineData("loging", "logging")]
    [InlineData("logging.handlers", "logging")]
    public void A_section_that_seems_to_be_meant_is_warned_of_by_name(string name, string meant)
    {
        ConfigManager manager = Manager($"[logging]\nlog_level = DEBUG\n[{name}]\na = ERROR\n");

        Assert.Equal(
            [$"{manager.ConfigPath}, line 3: the section [{name}] is ignored. Did you mean [{meant}]?"],
            manager.Warnings);
        Assert.Empty(manager.LoggingConfig.Levels);
    }

    [Theory]
    [InlineData("login")]
    [InlineData("exchange")]
    [InlineData("levels")]
    [InlineData("price.levels")]
    [InlineData("logger_root")]
    public void Sections_of_others_are_not(string name) => Assert.Empty(Manager($"[{name}]\na = ERROR\n").Warnings);

    [Theory]
    [InlineData("", LogLevel.Info)]
    [InlineData("a\nb", LogLevel.Info)]
    [InlineData("a", LogLevel.NotSet)]
    [InlineData("a", (LogLevel)15)]
    [InlineData("root", LogLevel.Info)]
    [InlineData("trades", LogLevel.Warning)]
    public void A_configuration_that_is_not_valid_cannot_be_made(string name, LogLevel level) =>
        Assert.Throws<ConfigurationException>(
            () => new LoggingConfig { Levels = new Dictionary<string, LogLevel> { [name] = level } });

    [Fact]
    public void The_levels_must_not_be_null() =>
        Assert.Throws<ConfigurationException>(() => new LoggingConfig { Levels = null! });

    [Fact]
    public void A_table_that_changes_later_changes_no_configuration()
    {
        var levels = new Dictionary<string, LogLevel> { ["a"] = LogLevel.Error };
        var config = new LoggingConfig { Levels = levels };
        levels["trades"] = LogLevel.Critical;

        Assert.Equal(
            new LoggingConfig { Levels = new Dictionary<string, LogLevel> { ["a"] = LogLevel.Error } }, config);
    }

    private ConfigManager Manager(string content)
    {
        string path = Path.Combine(_directory, "trading.ini");
        File.WriteAllText(path, content);
        return new ConfigManager(path);
    }
}
