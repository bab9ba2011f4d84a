using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Tests.Storage;
using Xunit;

namespace TradingLogging.Tests.Handlers;

/// <summary>With <c>mode = async</c> nobody is there to hear of an event that cannot be written: each one is
/// counted.</summary>
public sealed class AsyncFailureTests : IDisposable
{
    private const int Events = 5_000;
    private const string Log = "trades.log";
    private const string Fallback = "fallback/trades.log.fallback";

    private static readonly DateTimeOffset Now = new(2025, 12, 18, 10, 30, 45, TimeSpan.FromHours(1));

    private readonly LogFolder _folder = new();
    private readonly FaultyFiles _files = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_disk_is_full_now_and_then_and_every_event_that_is_not_in_the_file_is_counted(int successes)
    {
        int writes = 0;
        _files.Before = (operation, path) =>
        {
            if (IsOfLog(operation, path) && Interlocked.Increment(ref writes) % (successes + 1) == 0)
                throw FaultyFiles.Failure(operation, path, "No space left on device");
        };

        HandlerState state = WriteAll(fallback: null);

        int written = _folder.Lines(Log).Length;
        Assert.InRange(written, 1, Events - 1);
        Assert.Equal(Events - written, state.Failures);
        Assert.Equal(written, state.Events);
        Assert.All(_warnings, warning => Assert.Contains("were not written", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void The_disk_is_full_from_the_middle_of_a_write_on_and_every_event_that_is_not_in_the_file_is_counted()
    {
        int writes = 0;
        _files.LongestWrite = 1000;
        _files.Before = (operation, path) =>
        {
            if (IsOfLog(operation, path) && Interlocked.Increment(ref writes) > 20)
                throw FaultyFiles.Failure(operation, path, "No space left on device");
        };

        HandlerState state = WriteAll(fallback: null);

        Assert.Equal(Events - _folder.Lines(Log).Length, state.Failures);
    }

    [Fact]
    public void What_neither_the_log_nor_the_fallback_can_take_is_counted_and_the_fallback_counts_what_it_took()
    {
        int writes = 0;
        _files.Before = (operation, path) =>
        {
            if (operation != FileOperation.Write)
                return;
            bool isFallback = path == _folder.PathOf(Fallback);
            if (IsOfLog(operation, path) || (isFallback && Interlocked.Increment(ref writes) % 2 == 0))
                throw FaultyFiles.Failure(operation, path, "No space left on device");
        };

        HandlerState state = WriteAll(_folder.PathOf("fallback"));

        int waiting = File.Exists(_folder.PathOf(Fallback)) ? File.ReadAllLines(_folder.PathOf(Fallback)).Length : 0;
        Assert.Equal((0, waiting), (state.Events, state.FallbackEvents));
        Assert.Equal(Events, state.Failures);
    }

    private bool IsOfLog(FileOperation operation, string path) =>
        operation == FileOperation.Write && path == _folder.PathOf(Log);

    // The events come in groups, so that there are many writes.
    private HandlerState WriteAll(string? fallback)
    {
        var options = new AppendFileOptions(Warn) { Mode = WriteMode.Async, FallbackDirectory = fallback };
        var handler = new TimedRotatingFileHandler(_folder.PathOf(Log), options: options, files: _files);
        for (int number = 0; number < Events; number++)
        {
            handler.Handle(new LogRecord(Now, LogLevel.Info, "trades", $"event {number} {new string('x', 500)}"));
            if (number % 250 == 0)
            {
                bool isCounted = SpinWait.SpinUntil(
                    () => handler.GetState() is { } state && state.Events + state.Failures > number,
                    TimeSpan.FromSeconds(60));
                Assert.True(isCounted, $"Event {number} was neither written nor counted as a failure.");
            }
        }

        handler.Dispose();
        return handler.GetState();
    }

    private void Warn(string message)
    {
        lock (_warnings)
            _warnings.Add(message);
    }
}
