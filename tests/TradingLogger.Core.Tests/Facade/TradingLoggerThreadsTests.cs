using System.Collections.Concurrent;
using System.Text.Json;
using TradingLogging.Configuration;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Facade;

[Collection(FacadeCollection.Name)]
public sealed class TradingLoggerThreadsTests : IDisposable
{
    private const int Threads = 4;
    private const int EventsPerThread = 500;

    private readonly LogFolder _folder = new();
    private readonly ConcurrentQueue<int> _acknowledged = new();
    private readonly ConcurrentQueue<Exception> _errors = new();

    public void Dispose()
    {
        TradingLogger.Close();
        _folder.Dispose();
    }

    [Fact]
    public void Events_of_many_threads_are_all_there_and_whole()
    {
        TradingLogger.Initialize(Config());
        RunBeside(() => TradingLogger.GetState());

        Assert.Empty(_errors);
        Assert.Equal(Enumerable.Range(0, Threads * EventsPerThread), WrittenIds());
    }

    [Fact]
    public void Initialising_again_while_others_log_loses_no_event_and_fails_none()
    {
        TradingLogger.Initialize(Config());
        RunBeside(() => TradingLogger.Initialize(Config()));

        Assert.Empty(_errors);
        Assert.Equal(Enumerable.Range(0, Threads * EventsPerThread), WrittenIds());
    }

    [Fact]
    public void Initialising_again_without_propagation_sends_no_event_to_the_text_log()
    {
        LoggingConfig config = Config() with { PropagateTrades = false };
        TradingLogger.Initialize(config);
        RunBeside(() => TradingLogger.Initialize(config));

        Assert.Equal(["trades.log"], _folder.Files);
    }

    [Fact]
    public void Closing_while_others_log_loses_no_acknowledged_event_and_gives_only_the_documented_error()
    {
        TradingLogger.Initialize(Config());
        // So that there is a log even if all others come between closing and initialising.
        Write(firstId: -1, count: 1);
        RunBeside(() =>
        {
            TradingLogger.Close();
            TradingLogger.Initialize(Config());
        });

        Assert.All(_errors, error => Assert.Equal(HandlerDispatch.NotInitializedMessage, error.Message));
        Assert.Equal(_acknowledged.Order(), WrittenIds());
    }

    private void RunBeside(Action action)
    {
        Thread[] writers =
        [
            .. Enumerable.Range(0, Threads)
                .Select(thread => new Thread(() => Write(thread * EventsPerThread, EventsPerThread))),
        ];
        Array.ForEach(writers, writer => writer.Start());
        do
            action();
        while (Array.Exists(writers, writer => writer.IsAlive));
    }

    private void Write(int firstId, int count)
    {
        for (int id = firstId; id < firstId + count; id++)
        {
            try
            {
                _ = TradingLogger.GetLogger($"worker.{Math.Abs(id) % 50}");
                TradingLogger.LogTrade("X", new { id });
                _acknowledged.Enqueue(id);
            }
            catch (Exception error) when (error is InvalidOperationException or IOException)
            {
                _errors.Enqueue(error);
            }
        }
    }

    private LoggingConfig Config() => new() { LogDirectory = _folder.FullName, Console = false };

    private IEnumerable<int> WrittenIds() => _folder.Lines("trades.log")
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetInt32())
        .Order();
}
