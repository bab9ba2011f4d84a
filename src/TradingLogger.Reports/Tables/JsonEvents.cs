using TradingLogging.Reading;
using TradingLogging.Text;

namespace TradingLogging.Reports.Tables;

/// <summary>Events as one JSON array, each as it stands in the log.</summary>
internal static class JsonEvents
{
    private const int FullLength = 1 << 16;

    /// <summary>Writes the array, an event a line.</summary>
    public static void Write(IEnumerable<TradeEvent> events, Stream destination)
    {
        var buffer = new Utf8Buffer();
        buffer.Write((byte)'[');
        bool isFirst = true;
        foreach (TradeEvent tradeEvent in events)
        {
            if (!isFirst)
                buffer.Write((byte)',');
            isFirst = false;
            buffer.Write((byte)'\n');
            buffer.Write(tradeEvent.Utf8Json);
            if (buffer.Length >= FullLength)
                Flush(buffer, destination);
        }

        buffer.Write("\n]\n"u8);
        Flush(buffer, destination);
    }

    /// <summary>Writes what a buffer has, and empties it.</summary>
    public static void Flush(Utf8Buffer buffer, Stream destination)
    {
        destination.Write(buffer.Written);
        buffer.Clear();
    }
}
