using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;

namespace TradingLogging.Forwarding.Delivery;

/// <summary>Brings a batch to the receiver, in order, and finds the events that it does not take by halving.</summary>
/// <remarks>A receiver that refuses one event may as well refuse all, because it is no receiver of such events. So an
/// event only goes to the dead letters when another one was accepted.</remarks>
internal sealed class BatchDelivery(
    IEventTransport transport,
    ForwarderOptions options,
    DeadLetterFile deadLetters,
    DeliveryReport report,
    RetryPolicy retries,
    RetryPolicy fileRetries,
    DeliveryTime time)
{
    /// <summary>So many events in a row that are refused one by one mean that the receiver refuses all.</summary>
    public const int MostRefused = 100;

    /// <summary>The shortest time that an answer gets, however little is left of the time for retries.</summary>
    public static readonly TimeSpan LeastAnswerTime = TimeSpan.FromSeconds(1);

    private readonly SizeLimit _limit = new(options, time);
    private readonly List<(int Index, string Reason)> _refused = [];

    private bool _mayCompress = options.Compression != ForwardCompression.None;

    // Whether the receiver has accepted an event since one went to the dead letters. So a receiver that begins to
    // refuse everything does not send event after event there.
    private bool _hasAccepted;

    /// <summary>Sends the events of a batch until each is accepted or in the dead letters.</summary>
    /// <returns>Null, or why the receiver refuses all events. Then none of them was accepted.</returns>
    /// <exception cref="RetriesExhaustedException">The time for retries is over.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public string? Deliver(EventBatch batch, CancellationToken cancellation)
    {
        _refused.Clear();
        bool compress = _mayCompress;
        bool isAccepted = false;
        bool blamesCompression = false;
        var waiting = new Stack<(int Start, int Count)>();
        waiting.Push((0, batch.Count));
        while (waiting.Count > 0)
        {
            (int start, int count) = TakePart(batch, waiting);
            DeliveryResult result = Send(batch, start, count, compress, cancellation);
            if (result is DeliveryResult.Retry)
            {
                waiting.Push((start, count));
            }
            else if (result is DeliveryResult.Accepted or DeliveryResult.PartlyAccepted)
            {
                isAccepted |= Accept(batch, start, count, result, cancellation);
                if (blamesCompression)
                    StopCompressing();
                blamesCompression = false;
                DropRefusedIf(isAccepted, batch, cancellation);
            }
            else if (compress && result is DeliveryResult.Refused)
            {
                compress = false;
                blamesCompression = true;
                waiting.Push((start, count));
            }
            else if (count > 1)
            {
                blamesCompression = false;
                Halve(batch, start, count, result, waiting);
            }
            else
            {
                blamesCompression = false;
                _refused.Add((start, result.Message));
                DropRefusedIf(isAccepted, batch, cancellation);
                if (_refused.Count == MostRefused)
                    return Refusal();
            }
        }

        DropRefusedIf(_hasAccepted, batch, cancellation);
        return _refused.Count > 0 ? Refusal() : null;
    }

    /// <summary>How long an answer is waited for: no longer than the time for retries, but
    /// <see cref="LeastAnswerTime"/> at least, unless the timeout is shorter.</summary>
    /// <param name="timeout">How long the receiver may take.</param>
    /// <param name="left">What is left of the time for retries.</param>
    public static TimeSpan AnswerTimeOf(TimeSpan timeout, TimeSpan left)
    {
        TimeSpan bounded = left < LeastAnswerTime ? LeastAnswerTime : left;
        return timeout < bounded ? timeout : bounded;
    }

    private (int Start, int Count) TakePart(EventBatch batch, Stack<(int Start, int Count)> waiting)
    {
        (int start, int count) = waiting.Pop();
        int fitting = _limit.Fit(batch, start, count);
        if (fitting < count)
            waiting.Push((start + fitting, count - fitting));
        return (start, fitting);
    }

    private void Halve(
        EventBatch batch, int start, int count, DeliveryResult result, Stack<(int Start, int Count)> waiting)
    {
        if (result is DeliveryResult.TooLarge)
            _limit.Shrink(batch.Lines(start, count).Length);
        int half = (count + 1) / 2;
        waiting.Push((start + half, count - half));
        waiting.Push((start, half));
    }

    private bool Accept(
        EventBatch batch, int start, int count, DeliveryResult result, CancellationToken cancellation)
    {
        // A receiver may name any number.
        long rejected = result is DeliveryResult.PartlyAccepted partly ? Math.Min(partly.Rejected, count) : 0;
        if (rejected == count)
        {
            for (int index = start; index < start + count; index++)
            {
                int one = index;
                fileRetries.Persist(() => deadLetters.AddEvent(batch, one, result.Message), cancellation);
            }

            report.RejectAll(count, result.Message);
        }
        else if (rejected > 0)
        {
            fileRetries.Persist(
                () => deadLetters.AddRange(batch, start, count, rejected, result.Message), cancellation);
            report.Reject(rejected, count, result.Message);
        }

        bool isAccepted = rejected < count;
        report.Accept(count - rejected);
        _hasAccepted |= isAccepted;
        return isAccepted;
    }

    private void StopCompressing()
    {
        _mayCompress = false;
        report.Warn("The receiver refuses compressed requests. They are sent uncompressed from now on.");
    }

    private void DropRefusedIf(bool isCertain, EventBatch batch, CancellationToken cancellation)
    {
        if (!isCertain || _refused.Count == 0)
            return;
        foreach ((int index, string reason) in _refused)
        {
            fileRetries.Persist(() => deadLetters.AddEvent(batch, index, reason), cancellation);
            report.AddDeadLetter($"{batch.Location(index)}: {reason}");
        }

        _refused.Clear();
        _hasAccepted = false;
    }

    private TimeSpan AnswerTime => transport is ISelfTimedTransport
        ? Timeout.InfiniteTimeSpan
        : AnswerTimeOf(options.Timeout, retries.Left);

    private string Refusal() =>
        $"The receiver refuses every event that it is sent, so it is left open whether the events are wrong or the"
        + $" receiver is: {_refused[^1].Reason}";

    // A retry is the result when less is to be sent the next time.
    private DeliveryResult Send(
        EventBatch batch, int start, int count, bool compress, CancellationToken cancellation)
    {
        while (true)
        {
            DeliveryResult result = EventTransport.WaitForAnswer(
                bound => transport.SendAsync(batch, start, count, compress, bound), AnswerTime, cancellation);
            if (result is DeliveryResult.Retry retry)
            {
                report.Retry();
                retries.WaitAfterFailure(retry.Message, retry.After, cancellation);
                if (retry.IsTimeout && count > 1 && _limit.ShrinkAfterTimeout(batch.Lines(start, count).Length))
                    return retry;
            }
            else if (result is DeliveryResult.Held)
            {
                retries.Hold(result.Message, () => false, cancellation);
            }
            else
            {
                if (result is DeliveryResult.Accepted or DeliveryResult.PartlyAccepted)
                    retries.Succeed();
                return result;
            }
        }
    }
}

/// <summary>How much a request may hold: what the options say, or less for a while after a receiver said that a request
/// was too large, or did not answer in time.</summary>
internal sealed class SizeLimit(ForwarderOptions options, DeliveryTime time)
{
    /// <summary>After this time twice as much is tried again.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    /// <summary>The least that remains after timeouts: a receiver that is down must not make requests tiny.</summary>
    public const int LeastAfterTimeout = 64 * 1024;

    private int _bytes = options.BatchBytes;
    private TimeSpan _changed;

    /// <summary>How many events of a range one request takes.</summary>
    /// <returns>At least 1.</returns>
    public int Fit(EventBatch batch, int start, int count)
    {
        Relax();
        int events = Math.Min(count, options.BatchEvents);
        if (batch.Lines(start, events).Length <= _bytes)
            return events;
        int fitting = 0;
        for (int bytes = 0; fitting < events; fitting++)
        {
            bytes += batch.Line(start + fitting).Length + 1;
            if (bytes > _bytes)
                break;
        }

        return Math.Max(fitting, 1);
    }

    /// <summary>Remembers that a request of several events was too large.</summary>
    /// <param name="bytes">The size of their lines.</param>
    public void Shrink(int bytes)
    {
        _bytes = Math.Max(1, Math.Min(_bytes, bytes / 2));
        _changed = time.Elapsed();
    }

    /// <summary>Remembers that a request was not answered in time: over a slow line a smaller one may be.</summary>
    /// <param name="bytes">The size of its lines.</param>
    /// <returns>Whether the next request is smaller.</returns>
    public bool ShrinkAfterTimeout(int bytes)
    {
        if (bytes <= LeastAfterTimeout)
            return false;
        Shrink(Math.Max(bytes, 2 * LeastAfterTimeout));
        return _bytes < bytes;
    }

    private void Relax()
    {
        if (_bytes == options.BatchBytes || time.Elapsed() - _changed < Memory)
            return;
        _bytes = (int)Math.Min(options.BatchBytes, 2L * _bytes);
        _changed = time.Elapsed();
    }
}
