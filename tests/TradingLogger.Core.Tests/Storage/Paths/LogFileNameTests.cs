using TradingLogging.Handlers;
using TradingLogging.Storage.Paths;
using Xunit;

namespace TradingLogging.Tests.Storage.Paths;

public sealed class LogFileNameTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("logs/", "directory")]
    [InlineData("logs/..", "directory")]
    [InlineData("logs/.", "directory")]
    [InlineData("a:stream", "colon")]
    [InlineData("C:x", "colon")]
    [InlineData("logs/a:stream", "colon")]
    [InlineData("logs/a\nb", "control characters")]
    [InlineData("logs/trades.log.", "dot or blank")]
    [InlineData("logs/trades.log ", "dot or blank")]
    [InlineData("logs/NUL", "device")]
    [InlineData("nul.log", "device")]
    [InlineData("Con.trades.log", "device")]
    [InlineData("aux .log", "device")]
    [InlineData("prn", "device")]
    [InlineData("com1.log", "device")]
    [InlineData("LPT9", "device")]
    [InlineData("COM\u00B9.log", "device")]
    [InlineData("lpt\u00B3", "device")]
    [InlineData("CONIN$", "device")]
    [InlineData("conout$.log", "device")]
    public void A_name_that_means_another_file_or_none_on_some_system_is_refused_on_each(string path, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => new RotatingFileHandler(path, 0, 0));

        Assert.Contains(reason, error.Message.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_backslash_is_no_part_of_a_name_anywhere() =>
        Assert.ThrowsAny<ArgumentException>(
            () => new RotatingFileHandler(OperatingSystem.IsWindows() ? "logs\\" : "logs\\a", 0, 0));

    [Fact]
    public void A_zero_in_a_path_is_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => new RotatingFileHandler("logs/a\0b", 0, 0));

    [Theory]
    [InlineData("trades.log")]
    [InlineData("console.log")]
    [InlineData("null")]
    [InlineData("com10.log")]
    [InlineData("comx")]
    [InlineData(".trades")]
    [InlineData("my trades [BTC] 100%.log")]
    public void Other_names_are_fine(string name)
    {
        using var folder = new LogFolder();

        using var handler = new RotatingFileHandler(folder.PathOf(name), 0, 0);

        Assert.Equal(folder.PathOf(name), handler.Path);
    }

    [Theory]
    [InlineData("logs/aux/today", "aux")]
    [InlineData("NUL", "NUL")]
    [InlineData(@"logs\com7", "com7")]
    public void A_part_of_a_directory_that_is_a_device_is_named(string path, string device) =>
        Assert.Equal(device, DeviceName.FindIn(path));

    [Theory]
    [InlineData("/var/log/trading")]
    [InlineData(@"C:\ProgramData\Trading")]
    [InlineData("../logs")]
    [InlineData("~/logs")]
    [InlineData("TestDrive:/logs")]
    public void Paths_of_directories_are_the_users_choice(string path) => Assert.Null(DeviceName.FindIn(path));
}
