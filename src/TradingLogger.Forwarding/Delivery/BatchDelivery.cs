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
    public const int MostSuspects = 100;

    private readonly SizeLimit _limit = new(options, time);
    private readonly List<(int Index, string Reason)> _suspects = [];

    private bool _mayCompress = options.Compression != ForwardCompression.None;

    // Whether the receiver has accepted an event since one went to the dead letters. So a receiver that begins to
    // refuse everything does not send event after event there.
    private bool _hasAccepted;

    /// <summary>Sends the events of a batch until each is accepted or in the dead letters.</summary>
    /// <returns>Null, or why the receiver refuses all events. Then none of them was accepted.</returns>
    /// <exception cref="GivenUpException">The patience is at its end.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public string? Deliver(EventBatch batch, CancellationToken cancellation)
    {
        _suspects.Clear();
        bool compress = _mayCompress;
        bool isAccepted = false;
        bool blamesCompression = false;
        var waiting = new Stack<(int Start, int Count)>();
        waiting.Push((0, batch.Count));
        while (waiting.Count > 0)
        {
            (int start, int count) = TakePart(batch, waiting);
            DeliveryResult result = Send(batch, start, count, compress, cancellation);
            if (result is DeliveryResult.Accepted or DeliveryResult.PartlyAccepted)
            {
                isAccepted |= Accept(batch, start, count, result, cancellation);
                if (blamesCompression)
                    StopCompressing();
                blamesCompression = false;
                BuryIf(isAccepted, batch, cancellation);
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
                _suspects.Add((start, result.Message));
                BuryIf(isAccepted, batch, cancellation);
                if (_suspects.Count == MostSuspects)
                    return Refusal();
            }
        }

        BuryIf(_hasAccepted, batch, cancellation);
        return _suspects.Count > 0 ? Refusal() : null;
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
        long rejected = result is DeliveryResult.PartlyAccepted partly ? partly.Rejected : 0;
        if (rejected > 0)
        {
            fileRetries.Persist(
                () => deadLetters.AddRange(batch, start, count, rejected, result.Message), cancellation);
            report.Reject(rejected, count, result.Message);
        }

        bool isAccepted = rejected < count;
        report.Accept(isAccepted ? count - rejected : 0);
        _hasAccepted |= isAccepted;
        return isAccepted;
    }

    private void StopCompressing()
    {
        _mayCompress = false;
        report.Warn("The receiver refuses compressed requests. They are sent uncompressed from now on.");
    }

    private void BuryIf(bool isCertain, EventBatch batch, CancellationToken cancellation)
    {
        if (!isCertain || _suspects.Count == 0)
            return;
        foreach ((int index, string reason) in _suspects)
        {
            fileRetries.Persist(() => deadLetters.AddEvent(batch, index, reason), cancellation);
            report.Bury($"{batch.Location(index)}: {reason}");
        }

        _suspects.Clear();
        _hasAccepted = false;
    }

    private TimeSpan AnswerTime => transport is IPatientTransport ? Timeout.InfiniteTimeSpan : options.Timeout;

    private string Refusal() =>
        $"The receiver refuses every event that it is sent, so it is left open whether the events are wrong or the"
        + $" receiver is: {_suspects[^1].Reason}";

    private DeliveryResult Send(
        EventBatch batch, int start, int count, bool compress, CancellationToken cancellation)
    {
        while (true)
        {
            DeliveryResult result = BoundedAnswer.Wait(
                bound => transport.SendAsync(batch, start, count, compress, bound), AnswerTime, cancellation);
            if (result is DeliveryResult.Retry retry)
            {
                report.Retry();
                retries.WaitAfterFailure(retry.Message, retry.After, cancellation);
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
