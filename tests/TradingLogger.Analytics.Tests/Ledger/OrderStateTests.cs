using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using TradingLogging.Analytics.Ledger;
using Xunit;

namespace TradingLogging.Analytics.Tests.Ledger;

public sealed class OrderStateTests
{
    [Fact]
    public void The_object_of_a_forgotten_order_keeps_nothing_of_it()
    {
        var used = new OrderState("1");
        foreach (FieldInfo field in Fields())
            field.SetValue(used, Other(field.FieldType));

        used.Reset("2");
        used.Serial = 0;

        var fresh = new OrderState("2");
        Assert.All(Fields(), field => Assert.Equal(field.GetValue(fresh), field.GetValue(used)));
    }

    [Fact]
    public void A_reference_to_a_forgotten_order_does_not_lead_to_the_next_one()
    {
        var order = new OrderState("1") { Serial = 1 };
        var reference = new OrderRef(order);
        Assert.Same(order, reference.Order);

        order.Reset("2");
        order.Serial = 2;

        Assert.Null(reference.Order);
        Assert.False(reference.Is(order));
        Assert.Equal(("1", false), (reference.Id, reference.IsNone));
    }

    private static FieldInfo[] Fields() =>
        typeof(OrderState).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

    // Any value but the default one.
    private static object Other(Type type)
    {
        Type inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner == typeof(string))
            return "other";
        if (!inner.IsValueType)
            return RuntimeHelpers.GetUninitializedObject(inner);
        object value = Activator.CreateInstance(inner)!;
        return inner switch
        {
            _ when inner == typeof(bool) => true,
            _ when inner.IsPrimitive => Convert.ChangeType(7, inner, CultureInfo.InvariantCulture),
            _ when inner == typeof(decimal) => 7m,
            _ when inner == typeof(DateTimeOffset) => new DateTimeOffset(2025, 12, 18, 9, 0, 0, TimeSpan.Zero),
            _ when inner.IsEnum => Enum.GetValues(inner).GetValue(1)!,
            _ => WithFields(value),
        };
    }

    private static object WithFields(object value)
    {
        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic))
            field.SetValue(value, Other(field.FieldType));
        return value;
    }
}
