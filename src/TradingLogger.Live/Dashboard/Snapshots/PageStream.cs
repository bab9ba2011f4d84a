namespace TradingLogging.Live.Dashboard.Snapshots;

/// <summary>Sends to one page: one message at a time, and the farewell as the last one, whoever says it.</summary>
/// <param name="send">Sends a message; it does not block.</param>
internal sealed class PageStream(Func<byte[], Task> send)
{
    private static readonly byte[] Farewell = [.. "event: end\ndata: {}\n\n"u8];

    private readonly object _gate = new();
    private bool _isSending;
    private Task? _farewell;

    /// <summary>Whether the farewell was sent, or cannot be.</summary>
    public bool IsTold
    {
        get
        {
            lock (_gate)
                return _farewell is { IsCompleted: true };
        }
    }

    /// <summary>Sends a message. One caller does so.</summary>
    /// <returns>False when the farewell was said before.</returns>
    public async Task<bool> TrySendAsync(byte[] message)
    {
        lock (_gate)
        {
            if (_farewell is not null)
                return false;
            _isSending = true;
        }

        await send(message).ConfigureAwait(false);
        lock (_gate)
            _isSending = false;
        return true;
    }

    /// <summary>Says farewell once. While a message is under way nothing is sent: its sender says it
    /// afterwards.</summary>
    public Task SayFarewellAsync()
    {
        lock (_gate)
            return _isSending ? Task.CompletedTask : _farewell ??= send(Farewell);
    }
}
