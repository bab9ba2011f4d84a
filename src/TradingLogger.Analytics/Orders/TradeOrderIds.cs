using TradingLogging.Analytics.Facts;
using TradingLogging.Reading;

namespace TradingLogging.Analytics.Orders;

/// <summary>Finds the events of orders by the ids that they carry, whatever names these have.</summary>
public static class TradeOrderIds
{
    /// <summary>A condition on ids of orders: the venue's, one's own, and those before and after a change.</summary>
    /// <param name="isWanted">Decides on an id as text; one that is a number is given as its digits.</param>
    /// <exception cref="ArgumentNullException"><paramref name="isWanted"/> is null.</exception>
    public static AnyMemberCondition Condition(Func<string, bool> isWanted)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        return new AnyMemberCondition(
            MemberNames.IsOrderId,
            value => value is string or IFormattable
                && isWanted(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!));
    }
}
