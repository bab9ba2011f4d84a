namespace TradingLogging.Analytics.Numbers;

/// <summary>What the operators of <c>decimal</c> give, several times as fast for numbers of up to 64 bits, which nearly
/// all amounts and quantities are.</summary>
internal static class DecimalMath
{
    /// <summary><c>left + right</c>.</summary>
    /// <exception cref="OverflowException">No decimal is so large.</exception>
    public static decimal Add(decimal left, decimal right)
    {
        var parts = new DecimalParts(left);
        return parts.TryAdd(new DecimalParts(right)) ? parts.Value : left + right;
    }

    /// <summary><c>sum += number</c>.</summary>
    /// <exception cref="OverflowException">No decimal is so large.</exception>
    public static void Add(ref decimal sum, decimal number)
    {
        var parts = new DecimalParts(sum);
        if (parts.TryAdd(new DecimalParts(number)))
            parts.StoreIn(ref sum);
        else
            sum += number;
    }

    /// <summary><c>rest -= number</c>.</summary>
    /// <exception cref="OverflowException">No decimal is so large.</exception>
    public static void Subtract(ref decimal rest, decimal number)
    {
        var parts = new DecimalParts(rest);
        if (parts.TryAdd(new DecimalParts(-number)))
            parts.StoreIn(ref rest);
        else
            rest -= number;
    }

    /// <summary><c>left + right</c>; null when one of them is.</summary>
    /// <exception cref="OverflowException">No decimal is so large.</exception>
    public static decimal? Add(decimal? left, decimal? right) =>
        left is { } one && right is { } other ? Add(one, other) : null;

    /// <summary><c>left - right</c>.</summary>
    /// <exception cref="OverflowException">No decimal is so large.</exception>
    public static decimal Subtract(decimal left, decimal right)
    {
        var parts = new DecimalParts(left);
        return parts.TryAdd(new DecimalParts(-right)) ? parts.Value : left - right;
    }

    /// <summary>1, 0 or -1, as the left number is greater than, equal to or less than the right one.</summary>
    public static int Compare(decimal left, decimal right) =>
        new DecimalParts(left).TryCompare(new DecimalParts(right), out int order) ? order
            : decimal.Compare(left, right);

    /// <summary><c>left == right</c>.</summary>
    public static bool AreEqual(decimal left, decimal right) => Compare(left, right) == 0;

    /// <summary>The smaller of two numbers.</summary>
    public static decimal Min(decimal left, decimal right) => Compare(left, right) < 0 ? left : right;
}
