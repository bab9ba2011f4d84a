using System.Globalization;
using System.Numerics;

namespace TradingLogging.Analytics;

/// <summary>Takes the numbers of events as decimals, with the digits that stand in the log.</summary>
internal static class ExactNumber
{
    private static readonly BigInteger Largest = new(decimal.MaxValue);

    /// <summary>Reads a member's value: a number, or text that is one, as exchanges send it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="number">The number; beyond 28 digits rounded.</param>
    /// <returns>False when it is no number, or one that no decimal can hold.</returns>
    public static bool TryRead(object? value, out decimal number)
    {
        switch (value)
        {
            case decimal exact:
                number = exact;
                return true;
            case long whole:
                number = whole;
                return true;
            case BigInteger large when BigInteger.Abs(large) <= Largest:
                number = (decimal)large;
                return true;
            case double real:
                // A cast to decimal keeps 15 digits only; the shortest text has all of them.
                return TryParse(real.ToString("R", CultureInfo.InvariantCulture), out number) && (number != 0 || real == 0);
            case string text:
                return TryParse(text, out number);
            default:
                number = 0;
                return false;
        }
    }

    /// <summary>Adds, unless no decimal can hold the sum.</summary>
    /// <returns>False when nothing was added.</returns>
    public static bool TryAdd(ref decimal sum, decimal number)
    {
        try
        {
            sum += number;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>Multiplies, unless no decimal can hold the product.</summary>
    /// <returns>The product; null when there is none.</returns>
    public static decimal? Multiply(decimal left, decimal right)
    {
        try
        {
            return left * right;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Divides, unless the divisor is 0 or no decimal can hold the quotient.</summary>
    /// <returns>The quotient; null when there is none.</returns>
    public static decimal? Divide(decimal dividend, decimal divisor)
    {
        try
        {
            return divisor == 0 ? null : dividend / divisor;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static bool TryParse(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
