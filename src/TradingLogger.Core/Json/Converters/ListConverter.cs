using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TradingLogging.Json.Converters;

/// <summary>Anything that gives elements in a row. Of an endless one the first are written.</summary>
internal sealed class ListConverter(bool isForeign) : ValueConverter
{
    public static readonly ListConverter Trusted = new(isForeign: false);
    private static readonly ListConverter Foreign = new(isForeign: true);

    public static ListConverter Of(Type type) => UserCodeBudget.IsForeign(type) ? Foreign : Trusted;

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "What the caller's sequence throws is noted where it ended.")]
    public override void Write(JsonLine line, object value)
    {
        if (!line.TryOpen(value, '['))
            return;
        try
        {
            var elements = (IEnumerable)value;
            bool isSecret = false;
            foreach (object? element in isForeign ? line.UserCodeBudget.Of(elements.Cast<object?>()) : elements)
            {
                if (isSecret)
                    line.SecretElement(element);
                else
                    line.Element(element);
                isSecret = line.IsSecretOption(element);
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
