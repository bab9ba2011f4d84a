using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TradingLogging.Formatting;

/// <summary>Anything that gives elements in a row. Of an endless one the first are written.</summary>
internal sealed class ListShape : ValueShape
{
    public static readonly ListShape Instance = new();

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "What the caller's sequence throws is noted where it ended.")]
    public override void Write(JsonLine line, object value)
    {
        if (!line.TryOpen(value, '['))
            return;
        try
        {
            foreach (object? element in (IEnumerable)value)
            {
                line.Element(element);
                if (line.IsFull)
                    break;
            }
        }
        catch (Exception error)
        {
            line.ElementsEndedBy(error);
        }

        line.Close(']');
    }
}
