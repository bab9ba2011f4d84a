using System.Globalization;
using System.Numerics;

namespace TradingLogging.Analytics.Numbers;

/// <summary>Arithmetic with decimals that says when a result is not exact, and values of members as decimals.</summary>
internal static class ExactNumber
{
    /// <summary>How much two numbers may differ, as a share, where a binary double took part.</summary>
    public const decimal BinaryTolerance = 1e-9m;

    // A quotient that does not end is rounded here, so that sums of such quotients stay exact.
    private const int QuotientScale = 12;

    // A share of more places, which only doubles give, would fill up the sums.
    private const int LongestScale = 20;

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
                return TryParse(real.ToString("R", CultureInfo.InvariantCulture), out number)
                    && (number != 0 || real == 0);
            case string text:
                return TryParse(text, out number);
            default:
                number = 0;
                return false;
        }
    }

    /// <summary>Adds, unless the sum is too large or would be rounded.</summary>
    /// <returns>False when nothing was added.</returns>
    public static bool TryAdd(ref decimal sum, decimal number)
    {
        var parts = new DecimalParts(sum);
        if (!parts.TryAdd(new DecimalParts(number)))
            return TryAddLong(ref sum, number);
        parts.StoreIn(ref sum);
        return true;
    }

    private static bool TryAddLong(ref decimal sum, decimal number)
    {
        try
        {
            decimal result = sum + number;
            // A sum keeps the longer scale as long as it is exact.
            if (ScaleOf(result) < Math.Max(ScaleOf(sum), ScaleOf(number))
                && (result - number != sum || result - sum != number))
            {
                return false;
            }

            sum = result;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>Adds.</summary>
    /// <param name="sum">Where.</param>
    /// <param name="number">What.</param>
    /// <param name="isBinary">Whether the sum may be rounded to 28 digits, because a double took part.</param>
    /// <exception cref="OverflowException">No decimal holds the sum.</exception>
    public static void Add(ref decimal sum, decimal number, bool isBinary = false)
    {
        if (!TryAdd(ref sum, number))
            sum = isBinary ? sum + number : throw new OverflowException("No decimal holds the sum.");
    }

    /// <summary>Multiplies, unless no decimal holds the product exactly.</summary>
    /// <returns>The product; null when there is none.</returns>
    public static decimal? Multiply(decimal left, decimal right)
    {
        var parts = new DecimalParts(left);
        return parts.TryMultiply(new DecimalParts(right)) ? parts.Value : MultiplyLong(left, right);
    }

    private static decimal? MultiplyLong(decimal left, decimal right)
    {
        decimal product;
        try
        {
            product = left * right;
        }
        catch (OverflowException)
        {
            return null;
        }

        return ScaleOf(product) == ScaleOf(left) + ScaleOf(right)
            || left == 0
            || right == 0
            || IsExact(product, left, right)
            ? product
            : null;
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

    /// <summary>The share of an amount that falls on a part of a quantity: exact where it can be, else rounded to 12
    /// places.</summary>
    /// <returns>The share; null when no decimal can hold it.</returns>
    public static decimal? Share(decimal amount, decimal part, decimal whole) =>
        DecimalMath.AreEqual(part, whole) ? amount : PartOf(amount, part, whole);

    private static decimal? PartOf(decimal amount, decimal part, decimal whole)
    {
        if (WholeShare.TryRound(amount, part, whole, QuotientScale, out decimal share))
            return share;
        if (Divide(amount, whole) is not { } each)
            return null;
        if (ScaleOf(each) <= QuotientScale && Multiply(each, whole) == amount
            && Multiply(each, part) is { } exact && ScaleOf(exact) <= LongestScale)
        {
            return exact;
        }

        try
        {
            return decimal.Round(each * part, QuotientScale);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether two numbers are equal: exactly, or within the tolerance of doubles.</summary>
    public static bool AreEqual(decimal left, decimal right, bool isBinary) =>
        DecimalMath.AreEqual(left, right) || (
            isBinary && Distance(left, right) <= BinaryTolerance * Math.Max(Math.Abs(left), Math.Abs(right)));

    /// <summary>How far two numbers are apart; the largest decimal when it is more than that.</summary>
    public static decimal Distance(decimal left, decimal right)
    {
        try
        {
            return Math.Abs(left - right);
        }
        catch (OverflowException)
        {
            return decimal.MaxValue;
        }
    }

    /// <summary>How many digits behind the point a number is written with.</summary>
    public static int ScaleOf(decimal number) => number.Scale;

    private static bool IsExact(decimal product, decimal left, decimal right)
    {
        try
        {
            return new BigDecimal(product) == new BigDecimal(left) * new BigDecimal(right);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static bool TryParse(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>A decimal of any length, to check a product that lost digits.</summary>
    private readonly struct BigDecimal
    {
        private readonly BigInteger _mantissa;
        private readonly int _scale;

        public BigDecimal(decimal number)
        {
            var parts = new DecimalParts(number);
            _scale = parts.Scale;
            _mantissa = (new BigInteger(parts.High) << 64) + parts.Low;
            if (parts.IsNegative)
                _mantissa = -_mantissa;
        }

        private BigDecimal(BigInteger mantissa, int scale) => (_mantissa, _scale) = (mantissa, scale);

        public static BigDecimal operator *(BigDecimal left, BigDecimal right) =>
            new(left._mantissa * right._mantissa, left._scale + right._scale);

        public static bool operator ==(BigDecimal left, BigDecimal right) => left.At(right._scale) == right.At(
            left._scale);

        public static bool operator !=(BigDecimal left, BigDecimal right) => !(left == right);

        public override bool Equals(object? obj) => obj is BigDecimal other && this == other;

        public override int GetHashCode() => 0;

        private BigInteger At(int otherScale) => _mantissa * BigInteger.Pow(10, Math.Max(0, otherScale - _scale));
    }
}
