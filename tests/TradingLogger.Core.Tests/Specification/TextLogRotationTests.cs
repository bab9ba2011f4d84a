using TradingLogging.Configuration;
using Xunit;

namespace TradingLogging.Tests.Specification;

/// <summary>5.1: <c>trading.log</c> is rotated by size.</summary>
public sealed class TextLogRotationTests : IDisposable
{
    private const int TenMegabytes = 10_485_760;

    private readonly LogFolder _folder = new();

    [Fact]
    public void At_ten_megabytes_the_log_is_set_aside_as_number_one()
    {
        const int MessageLength = 200_000;
        using var session = new TestSession(new LoggingConfig { LogDirectory = _folder.FullName, Console = false });
        string message = new('x', MessageLength);

        for (int count = 0; count * MessageLength < TenMegabytes; count++)
        {
            Assert.False(session.HasFile("trading.log.1"));
            session.GetLogger("trading").Info(message);
        }

        long backup = new FileInfo(session.PathOf("trading.log.1")).Length;
        long current = new FileInfo(session.PathOf("trading.log")).Length;
        Assert.InRange(backup, TenMegabytes - MessageLength - 100, TenMegabytes - 1);
        Assert.True(backup + current >= TenMegabytes);
        Assert.Equal(["trading.log", "trading.log.1"], _folder.Files);
    }

    [Fact]
    public void Five_backups_are_kept_and_the_newest_is_number_one()
    {
        using var session = new TestSession(
            new LoggingConfig { LogDirectory = _folder.FullName, Console = false, MaxBytes = 60 });

        for (int number = 1; number <= 8; number++)
            session.GetLogger("trading").Info($"record {number}");

        Assert.Equal(
            ["trading.log", "trading.log.1", "trading.log.2", "trading.log.3", "trading.log.4", "trading.log.5"],
            _folder.Files);
        Assert.Equal(
            ["record 8", "record 7", "record 6", "record 5", "record 4", "record 3"],
            _folder.Files.Select(name => Assert.Single(session.Lines(name)).Split(" | ")[^1]));
    }

    public void Dispose() => _folder.Dispose();
}
