using System.Collections;

namespace TradingLogging.Json.Converters;

/// <summary>Sequences. Of an endless one the first elements are written. If the sequence throws, the error is noted
/// after the elements that were written.</summary>
internal sealed class ListConverter(bool isForeign) : ValueConverter
{
    public static readonly ListConverter Trusted = new(isForeign: false);
    private static readonly ListConverter Foreign = new(isForeign: true);

    public static ListConverter Of(Type type) => UserCodeBudget.IsForeign(type) ? Foreign : Trusted;

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
                line.Element(element, isSecret);
                isSecret = line.IsSecretOption(element);
                if (line.IsFull)
                    break;
            }
        }
        catch (Exception error) when (UserCodeBudget.IsOfTheCaller(error))
        {
            line.ElementsEndedBy(error);
        }

        line.Close(']');
    }
}
