using TradingLogging.Reading;
using TradingLogging.Text;

namespace TradingLogging.Reports.Tables;

/// <summary>A file that takes events one after the other.</summary>
internal interface IEventFile
{
    /// <summary>Adds an event.</summary>
    void Add(TradeEvent tradeEvent);

    /// <summary>Writes what is still to be written.</summary>
    void Complete();
}

/// <summary>Events as JSON, one a line, each as it stands in the log.</summary>
/// <param name="destination">Where they go; stays open.</param>
internal sealed class NdjsonEvents(Stream destination) : IEventFile
{
    private const int FullLength = 1 << 16;

    private readonly Utf8Buffer _buffer = new();

    /// <inheritdoc/>
    public void Add(TradeEvent tradeEvent)
    {
        _buffer.Write(tradeEvent.Utf8Json);
        _buffer.Write((byte)'\n');
        if (_buffer.Length >= FullLength)
            Complete();
    }

    /// <inheritdoc/>
    public void Complete() => JsonEvents.Flush(_buffer, destination);
}
