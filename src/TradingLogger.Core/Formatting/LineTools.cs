using TradingLogging.Json;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>The objects that write a line into a buffer. They are kept with the buffer between two lines. A getter of
/// the data that logs while it is read finds none there and creates its own.</summary>
internal sealed class LineTools(Utf8Buffer buffer)
{
    public JsonLine Line { get; } = new(buffer);

    public TradeLineOpening Opening { get; } = new();

    public static LineTools Rent(Utf8Buffer buffer)
    {
        LineTools tools = buffer.Companion as LineTools ?? new LineTools(buffer);
        buffer.Companion = null;
        return tools;
    }

    public void Return()
    {
        Line.End();
        Line.Buffer.Companion = this;
    }
}
