using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Tests.Storage;

/// <summary><c>fallback_dir</c>.</summary>
public sealed class FallbackTests : IDisposable
{
    private readonly LogFolder _folder = new();
    private readonly Warnings _warnings = new();

    private string LogPath => _folder.PathOf("logs/trading.log");

    private string FallbackDirectory => _folder.PathOf("elsewhere/fallback");

    private string FallbackPath => Path.Combine(FallbackDirectory, "trading.log.fallback");

    public void Dispose()
    {
        _warnings.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void While_the_log_takes_records_there_is_no_fallback_file()
    {
        using RotatingFileHandler handler = Create();

        Write(handler, "one");

        Assert.False(Directory.Exists(FallbackDirectory));
        Assert.Equal(0, handler.GetState().FallbackEvents);
    }

    [Fact]
    public void Records_that_the_log_cannot_take_go_to_the_fallback_with_one_warning_and_are_counted()
    {
        using RotatingFileHandler handler = Create();
        Directory.CreateDirectory(LogPath);

        Write(handler, "one");
        Write(handler, "two");

        Assert.Equal(["one", "two"], SharedFile.ReadAllLines(FallbackPath).Select(line => line.Split(" | ")[^1]));
        HandlerState state = handler.GetState();
        Assert.Equal((2, 2, 0), (state.FallbackEvents, state.Failures, state.Events));
        string warning = Assert.Single(_warnings.All);
        Assert.Contains(LogPath, warning, StringComparison.Ordinal);
        Assert.Contains(FallbackPath, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_log_takes_records_again_those_of_the_fallback_come_first_and_a_new_failure_is_warned_of()
    {
        using RotatingFileHandler handler = Create();
        for (int outage = 1; outage <= 2; outage++)
        {
            TakeTheLockAway();
            if (File.Exists(LogPath))
                SharedFile.Delete(LogPath);
            Directory.CreateDirectory(LogPath);
            Write(handler, "to the fallback");
            Directory.Delete(LogPath);
            Write(handler, "to the log");

            Assert.Equal(
                ["to the fallback", "to the log"],
                SharedFile.ReadAllLines(LogPath).Select(line => line.Split(" | ")[^1]));
            Assert.False(File.Exists(FallbackPath));
            Assert.Equal(2 * outage, _warnings.All.Count);
        }
    }

    [Fact]
    public void When_the_fallback_fails_too_the_error_tells_both_causes_and_the_record()
    {
        using RotatingFileHandler handler = Create();
        Directory.CreateDirectory(LogPath);
        Directory.CreateDirectory(FallbackPath);

        var error = Assert.Throws<LogWriteException>(() => Write(handler, "the record"));

        Assert.Contains(LogPath, error.Message, StringComparison.Ordinal);
        Assert.Contains(FallbackPath, error.Message, StringComparison.Ordinal);
        Assert.Contains("the record", error.Message, StringComparison.Ordinal);
        Assert.Equal((0, 1), (handler.GetState().FallbackEvents, handler.GetState().Failures));
    }

    private static void Write(RotatingFileHandler handler, string message) =>
        handler.Handle(
            new LogRecord(new DateTimeOffset(LogFile.Today, TimeSpan.Zero), LogLevel.Info, "test", message, 1));

    // A writer in full swing looks at its path only ten times a second.
    private void TakeTheLockAway()
    {
        using var other = new InterProcessLock(
            PlatformFiles.Current,
            _folder.PathOf("logs/.trading.log.lock"),
            _folder.PathOf("logs/.trading.log.queue"));
        other.Acquire(TimeSpan.FromSeconds(30));
        other.Release(isWanted: false);
    }

    private RotatingFileHandler Create() =>
        new(LogPath, options: new AppendFileOptions(HostOutput.Warn) { FallbackDirectory = FallbackDirectory });
}
