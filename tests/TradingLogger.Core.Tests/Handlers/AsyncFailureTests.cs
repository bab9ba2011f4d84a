using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Tests.Storage;
using Xunit;

namespace TradingLogging.Tests.Handlers;

/// <summary>With <c>mode = async</c> nobody is there to hear of an event that cannot be written: it waits until it
/// can.</summary>
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
    public void The_disk_is_full_now_and_then_and_every_event_is_in_the_file_once(int successes)
    {
        int writes = 0;
        _files.Before = (operation, path) =>
        {
            if (IsOfLog(operation, path) && Interlocked.Increment(ref writes) % (successes + 1) == 0)
                throw FaultyFiles.Failure(operation, path, "No space left on device");
        };

        HandlerState state = WriteAll(fallback: null);
        WriteOneMore(Events);

        AssertEachOnce(_folder.Lines(Log), Events + 1);
        Assert.Equal(0, state.Failures);
        Assert.All(_warnings, warning => Assert.Contains("wait (mode = async)", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void The_disk_is_full_from_the_middle_of_a_write_on_and_the_next_process_adds_what_waited()
    {
        int writes = 0;
        _files.Before = (operation, path) =>
        {
            if (!IsOfLog(operation, path))
                return;
            _files.LongestWrite = 1000;
            if (Interlocked.Increment(ref writes) > 20)
                throw FaultyFiles.Failure(operation, path, "No space left on device");
        };

        WriteAll(fallback: null, Events / 10);
        Assert.NotEqual(Events / 10, _folder.Lines(Log).Length);
        WriteOneMore(Events / 10);

        AssertEachOnce(_folder.Lines(Log), (Events / 10) + 1);
    }

    [Fact]
    public void What_neither_the_log_nor_the_fallback_can_take_waits_for_both()
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
        Assert.Equal((0, 0), (state.Events, state.Failures));
        WriteOneMore(Events, _folder.PathOf("fallback"));

        AssertEachOnce(_folder.Lines(Log), Events + 1);
    }

    private static void AssertEachOnce(string[] lines, int count = Events) => Assert.Equal(
        Enumerable.Range(0, count).Select(number => $"event {number} "),
        lines.Select(line => line.Substring(line.IndexOf("event ", StringComparison.Ordinal)).Split('x')[0]));

    private bool IsOfLog(FileOperation operation, string path) =>
        operation == FileOperation.Write && path == _folder.PathOf(Log);

    private TimedRotatingFileHandler Handler(string? fallback, WriteMode mode = WriteMode.Async) => new(
        _folder.PathOf(Log),
        options: new AppendFileOptions(Warn)
        {
            Mode = mode,
            FallbackDirectory = fallback,
            LockTimeout = TimeSpan.FromSeconds(60),
        },
        files: _files);

    private static LogRecord Record(int number) =>
        new(Now, LogLevel.Info, "trades", $"event {number} {new string('x', 500)}");

    private void WriteOneMore(int number, string? fallback = null)
    {
        _files.Mend();
        _files.LongestWrite = int.MaxValue;
        using TimedRotatingFileHandler next = Handler(fallback, WriteMode.Sync);
        next.Handle(Record(number));
    }

    // The events come in groups, so that there are many writes.
    private HandlerState WriteAll(string? fallback, int count = Events)
    {
        TimedRotatingFileHandler handler = Handler(fallback);
        for (int number = 0; number < count; number++)
        {
            handler.Handle(Record(number));
            if (number % 250 == 0)
            {
                Waiting.Until(
                    () => handler.GetState() is { } state && (state.Events > number || state.LastError is not null));
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
