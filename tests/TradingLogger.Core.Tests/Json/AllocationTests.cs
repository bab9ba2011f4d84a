using System.Collections;
using System.Collections.Specialized;
using TradingLogging.Formatting;
using TradingLogging.Tests.Formatting;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Json;

/// <summary>Bytes allocated by writing an event, once the thread and the type are known.</summary>
public sealed class AllocationTests
{
    // What .NET itself allocates to go through a dictionary that has no enumerator of its own type.
    private const int Enumerator = 96;

    private static readonly Guid OrderId = Guid.NewGuid();

    [Fact]
    public void An_event_of_scalars_in_a_dictionary_allocates_nothing() =>
        AssertAllocates(0, new Dictionary<string, object?>(Members()));

    [Fact]
    public void An_event_of_scalars_in_a_typed_dictionary_allocates_nothing()
    {
        AssertAllocates(0, new Dictionary<string, decimal> { ["price"] = 50010.0m, ["quantity"] = 0.10m });
        AssertAllocates(0, new Dictionary<string, double> { ["price"] = 50010.0, ["quantity"] = 0.1 });
        AssertAllocates(0, new Dictionary<string, string> { ["symbol"] = "BTCUSDT" });
    }

    [Fact]
    public void An_event_of_scalars_in_an_object_allocates_nothing() =>
        AssertAllocates(0, new
        {
            symbol = "BTCUSDT",
            price = 50010.0,
            quantity = 0.10m,
            count = 3,
            sequence = 4L,
            maker = true,
            time = DateTime.UnixEpoch,
            filled = TradeLines.Moment,
            venue = (string?)null,
        });

    [Fact]
    public void An_event_in_a_hashtable_or_an_ordered_dictionary_costs_its_enumerator()
    {
        var ordered = new OrderedDictionary();
        foreach (KeyValuePair<string, object?> member in Members())
            ordered.Add(member.Key, member.Value);
        AssertAllocates(Enumerator, ordered);
        AssertAllocates(Enumerator, new Hashtable(ordered));
    }

    [Fact]
    public void A_nested_dictionary_allocates_nothing() =>
        AssertAllocates(0, new Dictionary<string, object?> { ["leg"] = new Dictionary<string, object?>(Members()) });

    private static Dictionary<string, object?> Members() => new()
    {
        ["symbol"] = "BTCUSDT",
        ["price"] = 50010.0,
        ["quantity"] = 0.10m,
        ["count"] = 3,
        ["sequence"] = 4L,
        ["small"] = (byte)1,
        ["maker"] = true,
        ["time"] = DateTime.UnixEpoch,
        ["filled"] = TradeLines.Moment,
        ["latency"] = TimeSpan.FromMilliseconds(1.5),
        ["order_id"] = OrderId,
        ["day"] = DayOfWeek.Friday,
        ["float"] = 1.5f,
        ["note"] = "é \"quoted\"",
        ["none"] = null,
    };

    private static void AssertAllocates(int most, object data)
    {
        var buffer = new Utf8Buffer();
        var writer = new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits());
        double bytes = Allocation.OfCall(most, () =>
        {
            buffer.Clear();
            writer.Write(buffer, TradeLines.Moment, "ORDER_FILLED", data, TradeLines.Moment);
        });
        Assert.InRange(bytes, 0, most);
    }
}
