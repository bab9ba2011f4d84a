using System.Globalization;
using System.Numerics;
using System.Text;

namespace TradingLogging.Tests.Python.Scenarios;

/// <summary>Writes values as JSON for Python to read: with code of its own, so that no fault of the product can hide in
/// what both sides are given, and with lone surrogates, which .NET's own writer would replace.</summary>
internal static class PythonText
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case string content:
                WriteString(text, content);
                break;
            case double number:
                WriteDouble(text, number);
                break;
            case int or long or ulong or BigInteger:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case IReadOnlyDictionary<string, object?> members:
                WriteAll(text, '{', '}', members, member =>
                {
                    WriteString(text, member.Key);
                    text.Append(':');
                    Write(text, member.Value);
                });
                break;
            case IEnumerable<object?> elements:
                WriteAll(text, '[', ']', elements, element => Write(text, element));
                break;
            default:
                throw new ArgumentException($"Python is not told of {value.GetType()}.", nameof(value));
        }
    }

    private static void WriteAll<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> write)
    {
        text.Append(open);
        bool isFirst = true;
        foreach (T item in items)
        {
            if (!isFirst)
                text.Append(',');
            isFirst = false;
            write(item);
        }

        text.Append(close);
    }

    private static void WriteString(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (char unit in content)
            text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        text.Append('"');
    }

    // Python reads a number without point or exponent as an integer, and NaN and Infinity by these names.
    private static void WriteDouble(StringBuilder text, double number)
    {
        string digits = number.ToString("R", CultureInfo.InvariantCulture);
        text.Append(digits);
        if (double.IsFinite(number) && digits.IndexOfAny(['.', 'E']) < 0)
            text.Append(".0");
    }
}
