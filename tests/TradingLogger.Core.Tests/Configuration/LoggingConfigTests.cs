using Xunit;

namespace TradingLogging.Tests.Configuration;

public sealed class LoggingConfigTests
{
    [Fact]
    public void The_defaults_are_those_of_the_specification()
    {
        var config = new LoggingConfig();

        Assert.Equal(LogLevel.Info, config.LogLevel);
        Assert.Equal("logs", config.LogDirectory);
        Assert.Equal(10_485_760, config.MaxBytes);
        Assert.Equal(5, config.BackupCount);
        Assert.Equal(30, config.TradeBackupCount);
        Assert.True(config.Console);
        Assert.True(config.PropagateTrades);
        Assert.Equal(TimestampForm.Offset, config.Timestamp);
        Assert.Equal(RotationZone.Local, config.RotationZone);
        Assert.Equal(Durability.Os, config.Durability);
        Assert.Equal(TimeSpan.FromSeconds(5), config.LockTimeout);
        Assert.Equal(262_144, config.MaxRecordBytes);
    }

    [Fact]
    public void A_wrong_level_lists_the_valid_ones()
    {
        var error = Assert.Throws<ConfigurationException>(() => new LoggingConfig { LogLevel = (LogLevel)15 });

        Assert.Equal("Invalid log level: 15. Must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL", error.Message);
    }

    [Fact]
    public void A_copy_with_a_wrong_value_is_refused_too()
    {
        var config = new LoggingConfig();

        Assert.Throws<ConfigurationException>(() => config with { MaxBytes = -1 });
    }
}
