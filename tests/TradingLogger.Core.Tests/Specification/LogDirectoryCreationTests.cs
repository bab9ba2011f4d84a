using TradingLogging.Configuration;
using Xunit;

namespace TradingLogging.Tests.Specification;

/// <summary>5.1: the log directory is created.</summary>
public sealed class LogDirectoryCreationTests
{
    [Theory]
    [InlineData("logs")]
    [InlineData("logs/of/this day")]
    [InlineData("größe [1]/取引")]
    public void A_directory_that_does_not_exist_is_created_with_its_parents(string relative)
    {
        using var folder = new LogFolder();
        string directory = folder.PathOf(relative);

        using var session = new TestSession(new LoggingConfig { LogDirectory = directory, Console = false });

        Assert.True(Directory.Exists(directory));
        session.GetLogger("trading").Info("here");
        session.LogTrade("TEST", data: null);
        Assert.True(File.Exists(Path.Combine(directory, "trading.log")));
        Assert.True(File.Exists(Path.Combine(directory, "trades.log")));
    }

    [Fact]
    public void A_directory_that_exists_keeps_what_is_in_it()
    {
        using var folder = new LogFolder();
        File.WriteAllText(folder.PathOf("trading.log"), "from yesterday\n");

        using var session = new TestSession(new LoggingConfig { LogDirectory = folder.FullName, Console = false });
        session.GetLogger("trading").Info("from today");

        Assert.Equal("from yesterday", session.Lines("trading.log")[0]);
        Assert.EndsWith("from today", session.Lines("trading.log")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_cannot_be_created_is_an_error_that_names_path_and_cause()
    {
        using var folder = new LogFolder();
        File.WriteAllText(folder.PathOf("file"), string.Empty);
        string directory = folder.PathOf("file/logs");

        ConfigurationException error = Assert.Throws<ConfigurationException>(
            () => new TestSession(new LoggingConfig { LogDirectory = directory }));

        Assert.Contains(Path.GetFullPath(directory), error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{folder.PathOf("file")}' is a file.", error.Message, StringComparison.Ordinal);
    }
}
