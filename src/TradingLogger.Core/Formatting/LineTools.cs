using TradingLogging.Json;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>The objects that write a line into a buffer. They are kept with the buffer between two lines. A getter of
/// the data that logs while it is read finds none there and creates its own.</summary>
internal sealed class LineTools(Utf8Buffer buffer)
{
    private JsonLine? _members;

    public JsonLine Line { get; } = new(buffer);

    /// <summary>Writes the members of messages. A line remembers how names are written, and here it is otherwise than
    /// in an event: <c>level</c> is renamed here and <c>action</c> there.</summary>
    public JsonLine Members => _members ??= new(Line.Buffer);

    public TradeLineOpening Opening { get; } = new();

    public static LineTools Rent(Utf8Buffer buffer)
    {
        LineTools tools = buffer.Companion as LineTools ?? new LineTools(buffer);
        buffer.Companion = null;
        return tools;
    }

    /// <summary>Ends the line that was used, and keeps the tools for the next one.</summary>
    public void Return(JsonLine used)
    {
        used.End();
        Line.Buffer.Companion = this;
    }
}
