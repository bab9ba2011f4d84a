using System.Text.Json;
using TradingLogging.Formatting;
using TradingLogging.Masking;
using TradingLogging.Tests.Formatting;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Json;

/// <summary>Objects of which one member names what another holds.</summary>
public sealed class LabelledMembersTests
{
    [Fact]
    public void The_value_beside_the_name_of_a_secret_is_masked_whichever_comes_first()
    {
        Assert.Equal(
            "\"name\": \"X-API-KEY\", \"value\": \"***\"",
            MembersOf(new { name = "X-API-KEY", value = "abc" }));
        Assert.Equal(
            "\"value\": \"***\", \"n\": 1, \"name\": \"X-API-KEY\"",
            MembersOf(new { value = "a,\"}]\\b", n = 1, name = "X-API-KEY" }));
        Assert.Equal("\"Key\": \"token\", \"Value\": \"***\"", MembersOf(new KeyValuePair<string, int>("token", 4711)));
        Assert.Equal("\"value\": \"***\", \"key\": \"pin\"", MembersOf(new { value = 4711, key = "pin" }));
        Assert.Equal(
            "\"value\": \"***\", \"key\": \"pin\"",
            MembersOf(new { value = new[] { new { a = "x" } }, key = "pin" }));
    }

    [Fact]
    public void Each_label_is_looked_at()
    {
        Assert.Equal(
            "\"key\": \"X-API-KEY\", \"name\": \"second\", \"value\": \"***\"",
            MembersOf(new { key = "X-API-KEY", name = "second", value = "abc" }));
        Assert.Equal(
            "\"key\": \"first\", \"name\": \"X-API-KEY\", \"value\": \"***\"",
            MembersOf(new { key = "first", name = "X-API-KEY", value = "abc" }));
    }

    [Fact]
    public void Nothing_yes_and_no_stay_and_so_do_other_members()
    {
        Assert.Equal("\"name\": \"token\", \"value\": null", MembersOf(new { name = "token", value = (string?)null }));
        Assert.Equal("\"value\": true, \"name\": \"token\"", MembersOf(new { value = true, name = "token" }));
        Assert.Equal("\"name\": \"token\", \"price\": 1", MembersOf(new { name = "token", price = 1 }));
    }

    [Fact]
    public void A_label_counts_in_its_own_object_only()
    {
        string members = MembersOf(
            new
            {
                name = "X-API-KEY",
                inner = new { value = "kept" },
                list = new object[] { new { value = 2 }, new { name = "token" } },
            });

        Assert.Equal(
            "\"name\": \"X-API-KEY\", \"inner\": {\"value\": \"kept\"}, \"list\": [{\"value\": 2}, "
                + "{\"name\": \"token\"}]",
            members);
    }

    [Fact]
    public void Other_labels_leave_the_value_alone()
    {
        foreach (string label in (string[])
        [
            "symbol",
            "orderKey",
            "tokenPair",
            "signatureTime",
            "secretariat",
            "Basic Attention Token",
            "",
            "\"",
            new string('x', 100),
        ])
        {
            Assert.Contains("\"value\": 12.5", Write(new { name = label, value = 12.5 }), StringComparison.Ordinal);
            Assert.Contains("\"value\": 12.5", Write(new { value = 12.5, name = label }), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_line_stays_within_its_bound_and_valid_when_a_short_value_is_masked_at_its_end()
    {
        for (int most = 4096; most < 4196; most++)
        {
            var data = new { pad = new string('x', 3960), inner = new { value = 7, name = "X-API-KEY" }, more = "1" };
            string line = Write(data, new TradeLineLimits { MaxBytes = most });

            Assert.InRange(line.Length, 0, most);
            using var json = JsonDocument.Parse(line);
            Assert.DoesNotContain(
                "\"value\": 7",
                line.Contains("X-API-KEY", StringComparison.Ordinal) ? line : "",
                StringComparison.Ordinal);
        }
    }

    private static string Write(object data, TradeLineLimits? limits = null)
    {
        var buffer = new Utf8Buffer();
        new TradeLineWriter(TimestampForm.Offset, limits ?? new TradeLineLimits(), SecretMask.Default).Write(
            buffer, TradeLines.Moment, "TEST", data, null);
        return TradeLines.Text(buffer);
    }

    private static string MembersOf(object data) => Write(data)[(TradeLines.Head.Length + 2)..^1];
}
