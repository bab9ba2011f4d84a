using System.Runtime.ExceptionServices;
using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading;

/// <summary>Reads the events of a log in batches, on a thread of its own and a few batches ahead of who processes them.
/// What a reader tells while it reads is told on the thread that processes, between the events where it
/// belongs.</summary>
/// <param name="query">Which events are wanted; <see cref="TradeQuery.First"/> and <see cref="TradeQuery.Last"/> do not
/// apply.</param>
/// <param name="options">Who is told.</param>
/// <param name="prepare">What the thread that reads does with a batch before it is processed.</param>
internal sealed class ReadAhead(TradeQuery query, LogReadOptions options, Action<TradeEventBatch> prepare)
{
    private const int BatchesAhead = 4;

    private readonly BatchTarget _target = new();

    /// <summary>Reads.</summary>
    /// <param name="files">The files; disposed of when the reading ends.</param>
    /// <returns>The batches; each is valid until the next one is asked for. What fails is thrown behind the events that
    /// were read before.</returns>
    public IEnumerable<TradeEventBatch> Read(LogFileQueue files)
    {
        bool isAhead = !query.AsksCaller && Environment.ProcessorCount > 1;
        return isAhead ? ReadOnThread(files) : ReadHere(files);
    }

    private IEnumerable<TradeEventBatch> ReadHere(LogFileQueue files)
    {
        var reader = new TradeLogReader(query, _target.Noticing(options, options.Cancellation));
        TradeEventBatch only = _target.Batch;
        using IEnumerator<TradeEventBatch> batches = reader.ReadBatches(files, _target, () => only).GetEnumerator();
        while (TryMove(batches, out TradeEventBatch? batch, out ExceptionDispatchInfo? failure))
        {
            yield return batch!;
            failure?.Throw();
        }
    }

    private IEnumerable<TradeEventBatch> ReadOnThread(LogFileQueue files)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(options.Cancellation);
        var exchange = new BatchExchange(BatchesAhead - 1);
        using CancellationTokenRegistration waking = stopping.Token.Register(exchange.Wake);
        var reader = new TradeLogReader(query, _target.Noticing(options, stopping.Token));
        ExceptionDispatchInfo? failure = null;
        // Without a thread the log is read all the same.
        Thread? thread = BackgroundThread.TryStart(
            () =>
            {
                using IEnumerator<TradeEventBatch> batches =
                    reader.ReadBatches(files, _target, () => exchange.TakeFree(stopping.Token)).GetEnumerator();
                while (failure is null && TryMove(batches, out TradeEventBatch? batch, out failure))
                    exchange.AddFull(batch!);
                exchange.Complete();
            },
            "TradingLogger reading ahead");
        if (thread is null)
        {
            foreach (TradeEventBatch batch in ReadHere(files))
                yield return batch;
            yield break;
        }

        var garbage = new GarbageBudget();
        try
        {
            while (exchange.TakeFull() is { } batch)
            {
                yield return batch;
                exchange.Return(batch);
                garbage.Keep();
            }

            failure?.Throw();
        }
        finally
        {
            stopping.Cancel();
            thread.Join();
        }
    }

    // What was read before a failure is processed before it is told.
    private bool TryMove(
        IEnumerator<TradeEventBatch> batches, out TradeEventBatch? batch, out ExceptionDispatchInfo? failure)
    {
        failure = null;
        try
        {
            batch = batches.MoveNext() ? batches.Current : null;
        }
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
            batch = _target.Batch;
        }

        if (batch is not null)
            prepare(batch);
        return batch is not null;
    }
}

/// <summary>The batch that is being filled.</summary>
internal sealed class BatchTarget
{
    /// <summary>The batch.</summary>
    public TradeEventBatch Batch { get; set; } = new();

    /// <summary>Options whose calls become notices of the batch.</summary>
    public LogReadOptions Noticing(LogReadOptions options, CancellationToken cancellation) =>
        options.Noticing(notice => Batch.Add(notice), cancellation);
}
