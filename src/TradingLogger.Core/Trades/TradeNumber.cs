using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace TradingLogging;

/// <summary>Reads a number of the trade log as the type that keeps its digits.</summary>
internal static class TradeNumber
{
    /// <summary>A whole number as long (BigInteger beyond), another as double, or as decimal where a double would lose digits
    /// that were written (<c>0.10</c>).</summary>
    public static object Read(JsonElement number)
    {
        string text = number.GetRawText();
        if (text.IndexOfAny(['.', 'e', 'E']) < 0)
        {
            return number.TryGetInt64(out long whole)
                ? (object)whole // without the cast the conditional makes a BigInteger of it
                : BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        double value = number.GetDouble();
        bool isDecimal = number.TryGetDecimal(out decimal exact)
            && exact.ToString(CultureInfo.InvariantCulture) == text
            && !IsDoubleOf(text, value);
        return isDecimal ? exact : value;
    }

    private static bool IsDoubleOf(string text, double value)
    {
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        return shortest == text || shortest + ".0" == text;
    }
}
