using TradingLogging.Reading;

namespace TradingLogging.Reports.Tables;

/// <summary>Events as one JSON array, each as it stands in the log.</summary>
internal static class JsonEvents
{
    /// <summary>Writes the array, an event a line.</summary>
    public static void Write(IEnumerable<TradeEvent> events, TextWriter writer)
    {
        string separator = "";
        writer.Write('[');
        foreach (TradeEvent tradeEvent in events)
        {
            writer.Write(separator);
            writer.Write('\n');
            writer.Write(tradeEvent.ToString());
            separator = ",";
        }

        writer.Write("\n]\n");
    }
}
