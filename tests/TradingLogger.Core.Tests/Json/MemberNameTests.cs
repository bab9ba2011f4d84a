using System.Collections;
using System.Text.Json;
using TradingLogging.Formatting;
using TradingLogging.Json;
using TradingLogging.Reading;
using TradingLogging.Tests.Formatting;
using Xunit;

namespace TradingLogging.Tests.Json;

public sealed class MemberNameTests
{
    [Fact]
    public void A_member_without_a_name_gets_one_at_every_depth_and_the_caller_is_told()
    {
        var data = new Dictionary<string, object?> { [""] = 1, ["a"] = new Dictionary<string, object?> { [""] = 2 } };

        string line = TradeLines.Write(data, out TradeLineNotes notes);

        Assert.EndsWith("\"(unnamed)\": 1, \"a\": {\"(unnamed)\": 2}}", line, StringComparison.Ordinal);
        Assert.Equal([new RenamedMember("", "(unnamed)"), new RenamedMember("", "(unnamed)")], notes.RenamedMembers);
        Assert.Contains("'' is kept as '(unnamed)'", TradeLineWarning.Describe(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_is_called_like_one_without_a_name_keeps_its_own()
    {
        var data = new Dictionary<string, object?> { ["(unnamed)"] = 1, [""] = 2 };

        Assert.EndsWith(
            "\"(unnamed)\": 1, \"(unnamed).2\": 2}", TradeLines.Write(data), StringComparison.Ordinal);
    }

    public static object[] Twins { get; } =
    [
        new Dictionary<string, object?> { ["Symbol"] = "A", ["symbol"] = "B" },
        new Dictionary<string, int> { ["Symbol"] = 1, ["price"] = 7, ["SYMBOL"] = 2 },
        new Hashtable { ["Symbol"] = "A", ["price"] = 7, ["symbol"] = "B" },
        new SortedDictionary<string, object?>(StringComparer.Ordinal) { ["Symbol"] = "A", ["symbol"] = "B" },
        new TwoCases { Symbol = "A", symbol = "B" },
        JsonDocument.Parse("{\"Symbol\": 1, \"symbol\": 2}"),
    ];

    [Fact]
    public void Two_members_that_differ_in_case_only_are_both_kept_under_names_that_do_not()
    {
        // Each more than once: names that were checked before are not checked again.
        foreach (object data in Twins.Concat(Twins))
        {
            string line = TradeLines.Write(data, out TradeLineNotes notes);

            TradeEvent written = TradeEvent.Parse(System.Text.Encoding.UTF8.GetBytes(line));
            string[] names = [.. written.Members.Select(member => member.Key)];
            Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.Contains(names, name => name.EndsWith("ymbol.2", StringComparison.OrdinalIgnoreCase));
            Assert.Contains("in whatever case", TradeLineWarning.Describe(notes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_twin_behind_names_that_were_written_before_is_found()
    {
        TradeLines.Write(new Dictionary<string, object?> { ["a"] = 1, ["b"] = 2, ["c"] = 3 });

        string line = TradeLines.Write(new Dictionary<string, object?> { ["a"] = 1, ["b"] = 2, ["A"] = 3 });

        Assert.EndsWith("\"a\": 1, \"b\": 2, \"A.2\": 3}", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trade_event_as_data_is_its_members_and_its_time()
    {
        TradeEvent read = TradeEvent.Parse(
            """{"timestamp": "2025-12-18T10:30:45+01:00", "action": "A", "symbol": "BTC", "fills": [{"q": 0.10}]}"""u8);

        Assert.Equal(
            TradeLines.Head + ", \"event_time\": \"2025-12-18T10:30:45.000000+01:00\", \"symbol\": \"BTC\", "
                + "\"fills\": [{\"q\": 0.10}]}",
            TradeLines.Write(read));
        Assert.Equal(
            "{\"timestamp\": \"2025-12-18T10:30:45+01:00\", \"action\": \"A\", \"symbol\": \"BTC\", "
                + "\"fills\": [{\"q\": 0.10}]}",
            TradeLines.WriteValue(read));
    }

    [Fact]
    public void An_object_of_whose_properties_none_can_be_read_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => TradeLines.Write(new WriteOnly()));
        Assert.Throws<ArgumentException>(() => TradeLines.Write(new object()));
    }

    private sealed class TwoCases
    {
        public string? Symbol { get; set; }

#pragma warning disable IDE1006 // The test is about such names.
        public string? symbol { get; set; }
#pragma warning restore IDE1006
    }

    private sealed class WriteOnly
    {
        private int _price;

        public int Price
        {
            set => _price = value;
        }

        public override string ToString() => _price.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
