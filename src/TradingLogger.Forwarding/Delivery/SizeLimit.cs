using TradingLogging.Forwarding.Sources;

namespace TradingLogging.Forwarding.Delivery;

/// <summary>How much a request may hold: what the options say, or less for a while after a receiver said that a request
/// was too large.</summary>
internal sealed class SizeLimit(ForwarderOptions options, DeliveryTime time)
{
    /// <summary>After this time twice as much is tried again.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

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

    private void Relax()
    {
        if (_bytes == options.BatchBytes || time.Elapsed() - _changed < Memory)
            return;
        _bytes = (int)Math.Min(options.BatchBytes, 2L * _bytes);
        _changed = time.Elapsed();
    }
}
