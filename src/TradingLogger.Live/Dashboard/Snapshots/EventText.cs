using System.Text;
using TradingLogging.Live.Summaries;
using TradingLogging.Reading;

namespace TradingLogging.Live.Dashboard.Snapshots;

/// <summary>Writes an event as the page shows it. Its members are the text of the line: a browser that reads them as
/// numbers would lose digits.</summary>
internal static class EventText
{
    private const int LongestLine = 2000;

    /// <summary>The event.</summary>
    /// <param name="written">The event.</param>
    /// <param name="zone">Whose clock its time has.</param>
    /// <param name="day">The midnight at which the day began.</param>
    public static EventJson Of(LiveEvent written, TimeZoneInfo zone, DateTimeOffset day)
    {
        TradeEvent read = written.Event;
        var json = new PageJson();
        json.Object(null, () => json
            .Number("number", written.Number)
            .Text("time", Shown.Time(TimeZoneInfo.ConvertTime(read.Timestamp, zone), day))
            .Text("action", read.Action)
            .Text("symbol", read.Symbol)
            .Text("line", LineOf(read), LongestLine));
        return new EventJson(written.Number, json.ToArray());
    }

    // Of a line of 64 MiB only the beginning is made a text.
    private static string LineOf(TradeEvent read) =>
        read.Utf8Json.Length <= 4 * LongestLine
            ? read.ToString()
            : Encoding.UTF8.GetString(read.Utf8Json[..(4 * LongestLine)].ToArray()).TrimEnd('\uFFFD');
}
