using System.Reflection;
using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Configuration.Ini;
using TradingLogging.Configuration.Settings;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Configuration;

public sealed class LoggingSettingsTests
{
    private const string ShippedFile = "configs/trading_config.ini";

    [Fact]
    public void Every_property_of_the_configuration_is_a_setting()
    {
        IEnumerable<string> properties =
            typeof(LoggingConfig).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(property => property.Name)
                // The levels of loggers are a section of their own: each of its keys is the name of a logger.
                .Where(name => name != nameof(LoggingConfig.Levels));

        Assert.Equal(properties, LoggingSettings.All.Select(setting => setting.PropertyName));
    }

    [Fact]
    public void A_parameter_is_its_key_in_pascal_case_except_the_directory()
    {
        foreach (LoggingSetting setting in LoggingSettings.All.Where(setting => setting.Key != "log_dir"))
            Assert.Equal(setting.PropertyName.ToUpperInvariant(), setting.Key.Replace("_", "").ToUpperInvariant());

        Assert.Equal("LogDirectory", LoggingSettings.Find("log_dir")!.PropertyName);
    }

    [Fact]
    public void Every_setting_is_documented()
    {
        Assert.All(LoggingSettings.All, setting => Assert.EndsWith(".", setting.Description, StringComparison.Ordinal));
        Assert.All(LoggingSettings.All, setting => Assert.NotEmpty(setting.ValidValues));
    }

    [Fact]
    public void Every_default_can_be_read_back()
    {
        var other = new LoggingConfig
        {
            LogLevel = LogLevel.Critical,
            LogDirectory = "x",
            MaxBytes = 1,
            LockTimeout = TimeSpan.FromTicks(1),
        };

        LoggingConfig config = LoggingConfig.FromText(
            LoggingSettings.All.Select(setting => KeyValuePair.Create(setting.Key, setting.DefaultText)),
            other);

        Assert.Equal(new LoggingConfig(), config);
    }

    [Fact]
    public void The_shipped_file_sets_every_key_to_its_default()
    {
        string path = RepositoryFile.PathOf(ShippedFile);
        IniSection? section = IniFile.Parse(path, File.ReadAllBytes(path)).Find(LoggingSettings.SectionName);

        Assert.NotNull(section);
        Assert.Equal(
            LoggingSettings.All.Select(setting => (setting.Key, setting.DefaultText)),
            section.OwnEntries.Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public void The_shipped_file_comments_every_key()
    {
        string[] lines = File.ReadAllLines(RepositoryFile.PathOf(ShippedFile), Encoding.UTF8);

        foreach (LoggingSetting setting in LoggingSettings.All)
        {
            int line = Array.FindIndex(lines, text => text.StartsWith(setting.Key + " =", StringComparison.Ordinal));
            Assert.StartsWith("#", lines[line - 1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_unknown_key_is_no_setting() => Assert.Null(LoggingSettings.Find("unknown"));
}
