using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingLogging.Logging;
using TradingLogging.Tests.Formatting;
using Xunit;

namespace TradingLogging.Tests.Json;

public sealed class JsonValueTests
{
    public enum Side
    {
        Buy = 1,
        Sell = 2,
    }

    [Flags]
    public enum Options : ulong
    {
        Post = 1,
        Reduce = 2,
        Highest = ulong.MaxValue,
    }

    public static TheoryData<object?, string> Simple() => new()
    {
        { null, "null" },
        { DBNull.Value, "null" },
        { true, "true" },
        { false, "false" },
        { "BTC", "\"BTC\"" },
        { 'x', "\"x\"" },
        { (byte)255, "255" },
        { (sbyte)-128, "-128" },
        { short.MinValue, "-32768" },
        { ushort.MaxValue, "65535" },
        { int.MinValue, "-2147483648" },
        { uint.MaxValue, "4294967295" },
        { long.MinValue, "-9223372036854775808" },
        { ulong.MaxValue, "18446744073709551615" },
        { (nint)(-7), "-7" },
        { (nuint)7, "7" },
        { BigInteger.Pow(10, 40), "1" + new string('0', 40) },
        { 50000.0, "50000.0" },
        { -0.0, "-0.0" },
        { 0.1, "0.1" },
        { 1e-4, "0.0001" },
        { 1e-5, "1e-05" },
        { 1e-7, "1e-07" },
        { 1e15, "1000000000000000.0" },
        { 1e16, "1e+16" },
        { 1.25e15, "1250000000000000.0" },
        { 123456789012345.0, "123456789012345.0" },
        { -1234567890123456.5, "-1234567890123456.5" },
        { double.MaxValue, "1.7976931348623157e+308" },
        { double.NaN, "\"NaN\"" },
        { double.PositiveInfinity, "\"Infinity\"" },
        { double.NegativeInfinity, "\"-Infinity\"" },
        { 0.1f, "0.1" },
        { 1e10f, "10000000000.0" },
        { float.NaN, "\"NaN\"" },
        { -0.0f, "-0.0" },
        { 0.10m, "0.10" },
        { decimal.MaxValue, "79228162514264337593543950335" },
        { 0.0000000000000000000000000001m, "0.0000000000000000000000000001" },
        { Side.Buy, "\"Buy\"" },
        { (Side)(-7), "\"-7\"" },
        { Options.Post | Options.Reduce, "\"Post, Reduce\"" },
        { (Options)8, "\"8\"" },
        { new TimeSpan(1, 2, 3, 4, 500), "\"1.02:03:04.5000000\"" },
        { new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"), "\"0f8fad5b-d9cb-469f-a165-70867728950e\"" },
        { new Uri("https://example.org/a b?x=1&y=2"), "\"https://example.org/a b?x=1&y=2\"" },
        { new Version(1, 2, 3), "\"1.2.3\"" },
        { IPAddress.Loopback, "\"127.0.0.1\"" },
        { new IPEndPoint(IPAddress.Loopback, 80), "\"127.0.0.1:80\"" },
        { typeof(Uri), "\"System.Uri\"" },
        { CultureInfo.GetCultureInfo("de-DE"), "\"de-DE\"" },
        { TimeZoneInfo.Utc, "\"UTC\"" },
        { new FileInfo("/a/b.txt"), JsonSerializer.Serialize(new FileInfo("/a/b.txt").FullName) },
        { new System.Text.RegularExpressions.Regex("^a"), "\"^a\"" },
        { (FormattableString)$"{1.5}", "\"1.5\"" },
        { new StringBuilder("built"), "\"built\"" },
        { new byte[] { 1, 2, 3, 255 }, "\"AQID/w==\"" },
        { new ArraySegment<byte>([0, 1, 2], 1, 2), "\"AQI=\"" },
        { new Memory<byte>([1]), "\"AQ==\"" },
        { new ReadOnlyMemory<byte>([1]), "\"AQ==\"" },
        { Array.Empty<byte>(), "\"\"" },
        { (int[])[1, 2], "[1, 2]" },
        { new ArrayList { "a", null, 1.0 }, "[\"a\", null, 1.0]" },
        { Array.Empty<int>(), "[]" },
        { new List<object> { new List<int> { 1 } }, "[[1]]" },
        { new Hashtable(), "{}" },
        { (1, "a"), "{\"Item1\": 1, \"Item2\": \"a\"}" },
        { Tuple.Create(1m, true), "{\"Item1\": 1, \"Item2\": true}" },
    };

    [Theory]
    [MemberData(nameof(Simple), DisableDiscoveryEnumeration = true)]
    public void A_value_is_written_as_a_person_means_it(object? value, string json) =>
        Assert.Equal(json, TradeLines.WriteValue(value));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void The_machine_s_culture_changes_nothing(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            foreach (TheoryDataRow<object?, string> row in Simple())
                Assert.Equal(row.Data.Item2, TradeLines.WriteValue(row.Data.Item1));
            Assert.Equal("\"2025-12-18T10:30:45\"", TradeLines.WriteValue(new DateTime(2025, 12, 18, 10, 30, 45)));
            Assert.Equal("{\"-1.5\": 1}", TradeLines.WriteValue(new Dictionary<decimal, int> { [-1.5m] = 1 }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_date_keeps_its_kind()
    {
        var moment = new DateTime(2025, 12, 18, 10, 30, 45);
        Assert.Equal("\"2025-12-18T10:30:45\"", TradeLines.WriteValue(moment));
        Assert.Equal("\"2025-12-18T10:30:45Z\"", TradeLines.WriteValue(DateTime.SpecifyKind(moment, DateTimeKind.Utc)));
        DateTime local = DateTime.SpecifyKind(moment, DateTimeKind.Local);
        Assert.Equal(
            local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            TradeLines.WriteValue(local).Trim('"'));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, ".0000001")]
    [InlineData(1_000_000, ".1")]
    [InlineData(1_230_000, ".123")]
    [InlineData(9_999_999, ".9999999")]
    public void A_date_has_as_many_digits_of_the_second_as_it_needs(int ticks, string fraction)
    {
        var moment = new DateTimeOffset(2025, 12, 18, 10, 30, 45, new TimeSpan(-3, -30, 0));
        Assert.Equal(
            $"\"2025-12-18T10:30:45{fraction}-03:30\"", TradeLines.WriteValue(moment.AddTicks(ticks)));
        Assert.Equal(
            $"\"2025-12-18T10:30:45{fraction}\"", TradeLines.WriteValue(moment.DateTime.AddTicks(ticks)));
    }

    [Fact]
    public void The_first_and_the_last_moment_there_are_can_be_written()
    {
        Assert.Equal("\"0001-01-01T00:00:00+00:00\"", TradeLines.WriteValue(DateTimeOffset.MinValue));
        Assert.Equal("\"9999-12-31T23:59:59.9999999+00:00\"", TradeLines.WriteValue(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void Secrets_are_never_written()
    {
        using var secure = new SecureString();
        secure.AppendChar('s');
        using RSA rsa = RSA.Create();
        using Aes aes = Aes.Create();
        using var hmac = new HMACSHA256([1, 2, 3]);
        object[] secrets = [secure, new NetworkCredential("user", "pass"), rsa, aes, hmac];
        Assert.Equal("[\"***\", \"***\", \"***\", \"***\", \"***\"]", TradeLines.WriteValue(secrets));
        Assert.Equal("{\"***\": 1}", TradeLines.WriteValue(new Hashtable { [secure] = 1 }));
    }

    [Fact]
    public void Things_that_do_rather_than_tell_are_named_and_not_looked_into()
    {
        Assert.Equal("\"System.Action\"", TradeLines.WriteValue((Action)(() => { })));
        Assert.Equal("\"System.IO.MemoryStream\"", TradeLines.WriteValue(new MemoryStream([1])));
        Assert.StartsWith(
            "\"System.Threading.Tasks.Task",
            TradeLines.WriteValue(Task.FromResult(1)),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "\"System.Reflection.Runtime",
            TradeLines.WriteValue(typeof(Uri).Assembly),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_dictionary_that_has_an_order_keeps_it()
    {
        Assert.Equal(
            "{\"b\": 1, \"a\": 2}",
            TradeLines.WriteValue(new Dictionary<string, int> { ["b"] = 1, ["a"] = 2 }));
        Assert.Equal("{\"b\": 1, \"a\": 2}", TradeLines.WriteValue(new OrderedDictionary { ["b"] = 1, ["a"] = 2 }));
        Assert.Equal(
            "{\"b\": 1, \"a\": null}",
            TradeLines.WriteValue(new List<KeyValuePair<string, object?>> { new("b", 1), new("a", null) }));
        Assert.Equal("{\"a\": 2, \"b\": 1}", TradeLines.WriteValue(new SortedList { ["b"] = 1, ["a"] = 2 }));
        Assert.Equal(
            "{\"b\": 1, \"a\": 2}",
            TradeLines.WriteValue(new System.Collections.ObjectModel.ReadOnlyDictionary<string, decimal>(
                new Dictionary<string, decimal> { ["b"] = 1, ["a"] = 2 })));
    }

    [Fact]
    public void A_dictionary_without_an_order_is_written_in_ordinal_order_of_its_names()
    {
        KeyValuePair<string, int>[] pairs =
        [
            .. Enumerable.Range(0, 40).Select(i => KeyValuePair.Create($"k{i}", i)),
            new("B", 1),
            new("ä", 2),
        ];
        string expected = "{" + string.Join(
            ", ",
            pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"\"{pair.Key.Replace("ä", "\\u00e4", StringComparison.Ordinal)}\": {pair.Value}"))
                + "}";
        var plain = new Hashtable();
        var hybrid = new HybridDictionary();
        foreach (KeyValuePair<string, int> pair in pairs)
        {
            plain.Add(pair.Key, pair.Value);
            hybrid.Add(pair.Key, pair.Value);
        }

        Assert.Equal(expected, TradeLines.WriteValue(plain));
        Assert.Equal(expected, TradeLines.WriteValue(hybrid));
        Assert.Equal(expected, TradeLines.WriteValue(new ConcurrentDictionary<string, int>(pairs)));
        Assert.Equal(expected, TradeLines.WriteValue(pairs.ToImmutableDictionary()));
        Assert.Equal(expected, TradeLines.WriteValue(pairs.ToImmutableDictionary().ToBuilder()));
    }

    [Fact]
    public void Keys_that_are_not_strings_are_written_as_the_text_they_have_as_values()
    {
        var keys = new OrderedDictionary
        {
            { true, 1 }, { 2, 2 }, { 0.5, 3 }, { 'c', 4 }, { Side.Sell, 5 }, { new Guid(), 6 },
            { new DateTime(2025, 1, 2), 7 }, { new Uri("http://x/"), 8 }, { 1e16f, 9 },
        };
        Assert.Equal(
            "{\"true\": 1, \"2\": 2, \"0.5\": 3, \"c\": 4, \"Sell\": 5, \"00000000-0000-0000-0000-000000000000\": 6, "
            + "\"2025-01-02T00:00:00\": 7, \"http://x/\": 8, \"1e+16\": 9}",
            TradeLines.WriteValue(keys));
    }

    [Fact]
    public void Headers_and_queries_are_names_with_values()
    {
        var headers = new NameValueCollection { { "b", "1" }, { "a", "2" }, { "b", "3" }, { null, "4" } };
        Assert.Equal("{\"b\": \"1,3\", \"a\": \"2\", \"null\": \"4\"}", TradeLines.WriteValue(headers));
    }

    [Fact]
    public void Json_of_the_caller_stays_the_json_it_is()
    {
        const string Json = "{\"b\": 1.50, \"a\": [1E5, \"é<\", true, false, null, {}], \"b.2\": {\"x\": 1}}";
        const string Escaped = "{\"b\": 1.50, \"a\": [1E5, \"\\u00e9<\", true, false, null, {}], \"b.2\": {\"x\": 1}}";
        using JsonDocument document = JsonDocument.Parse(Json);
        Assert.Equal(Escaped, TradeLines.WriteValue(document));
        Assert.Equal(Escaped, TradeLines.WriteValue(document.RootElement));
        Assert.Equal(Escaped, TradeLines.WriteValue(JsonNode.Parse(Json)));
        Assert.Equal(TradeLines.Head + ", " + Escaped[1..], TradeLines.Write(document));
        Assert.Equal(TradeLines.Head + ", " + Escaped[1..], TradeLines.Write(document.RootElement));
        Assert.Equal(TradeLines.Head + ", " + Escaped[1..], TradeLines.Write(JsonNode.Parse(Json)));
        Assert.Equal("[1, 2.50]", TradeLines.WriteValue(new JsonArray(1, 2.50m)));
        Assert.Equal("null", TradeLines.WriteValue(default(JsonElement)));
    }

    [Fact]
    public void A_name_twice_in_the_caller_s_json_stays_readable()
    {
        using JsonDocument document = JsonDocument.Parse("{\"a\": 1, \"a\": 2, \"a.2\": 3, \"a\": 4}");
        Assert.Equal("{\"a\": 1, \"a.2\": 2, \"a.2.2\": 3, \"a.3\": 4}", TradeLines.WriteValue(document));
    }

    [Fact]
    public void A_disposed_document_is_noted_in_its_place()
    {
        JsonDocument document = JsonDocument.Parse("{}");
        document.Dispose();
        Assert.StartsWith(
            "\"<error: ObjectDisposedException: ",
            TradeLines.WriteValue(document),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_tells_type_message_and_cause()
    {
        var error = new InvalidOperationException("outer\nline", new ArgumentException("inner"));
        Assert.Equal(
            "{\"type\": \"System.InvalidOperationException\", \"message\": \"outer\\nline\", "
            + "\"inner\": {\"type\": \"System.ArgumentException\", \"message\": \"inner\"}}",
            TradeLines.WriteValue(error));
        var details = new ErrorDetails("T", "m", "at 1", "stack", new ErrorDetails("U", "n"));
        Assert.Equal(
            "{\"type\": \"T\", \"message\": \"m\", \"position\": \"at 1\", \"inner\": {\"type\": \"U\", "
                + "\"message\": \"n\"}}",
            TradeLines.WriteValue(details));
    }

    [Fact]
    public void A_number_with_more_digits_than_readers_take_is_noted()
    {
        string line = TradeLines.Write(new { n = BigInteger.Pow(10, 4300) }, out var notes);
        Assert.Equal(TradeLines.Head + ", \"n\": \"<integer of more than 4300 digits>\", \"truncated\": true}", line);
        Assert.True(notes.IsTruncated);
        string digits = TradeLines.WriteValue(-BigInteger.Pow(10, 4300) + 1);
        Assert.Equal("-" + new string('9', 4300), digits);
    }
}
