using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using TradingLogging.Formatting;
using Xunit;

namespace TradingLogging.Tests.Formatting;

/// <summary>What holds for every event, whatever is in it.</summary>
public sealed class TradeLinePropertyTests
{
    private static readonly string[] ReservedNames =
        [
            "timestamp", "ACTION", "truncated", "event_time", "data.timestamp", "data.ACTION", "data.ACTION.2",
            "<error>", "a", "a.2",
        ];

    private static readonly Gen<char> AnyChar = Gen.Frequency(
        (6, Gen.Char[' ', '~']),
        (2, Gen.Char['\0', '\u00ff']),
        (1, Gen.Char['\u2000', '\u206f']),
        (1, Gen.Char['\ud7f0', '\ue010']),
        (1, Gen.Char['\0', '\uffff']));

    private static readonly Gen<string> Text = Gen.String[AnyChar, 0, 20];

    private static readonly Gen<string> Name = Gen.Frequency(
        (4, Gen.String[AnyChar, 0, 6].Select(WithoutHalfPairs)),
        (1, Gen.Int[0, ReservedNames.Length - 1].Select(index => ReservedNames[index])));

    private static readonly Gen<object?> Scalar = Gen.OneOf(
        Gen.Const((object?)null),
        Gen.Bool.Select(value => (object?)value),
        Gen.Int.Select(value => (object?)value),
        Gen.Long.Select(value => (object?)value),
        Gen.ULong.Select(value => (object?)value),
        Gen.Double.Select(value => (object?)value),
        Gen.Float.Select(value => (object?)value),
        Gen.Decimal.Select(value => (object?)value),
        Gen.DateTime.Select(value => (object?)value),
        Gen.DateTimeOffset.Select(value => (object?)value),
        Gen.TimeSpan.Select(value => (object?)value),
        Gen.Guid.Select(value => (object?)value),
        Gen.Byte.Array[0, 10].Select(value => (object?)value),
        Text.Select(value => (object?)value));

    private static readonly Gen<object?> Graph = Gen.Recursive<object?>((depth, deeper) =>
        depth > 3 ? Scalar : Gen.Frequency((3, Scalar), (1, ListOf(deeper)), (2, ObjectOf(deeper))));

    private static readonly Gen<object?> Event = ObjectOf(Graph);

    [Fact]
    public void An_event_is_one_line_of_ascii_that_parses_with_no_name_twice() =>
        Event.Sample(data =>
        {
            using JsonDocument line = Parse(TradeLines.Write(data));
            AssertUniqueNames(line.RootElement);
            Assert.Equal("TEST", line.RootElement.GetProperty("action").GetString());
        });

    [Fact]
    public void An_event_reads_back_as_what_was_given() =>
        Event.Sample(data =>
        {
            using JsonDocument line = Parse(TradeLines.Write(data));
            Assert.Equal(
                ["timestamp", "action"],
                line.RootElement.EnumerateObject().Take(2).Select(member => member.Name));
            AssertMembers(Pairs(data!), [.. line.RootElement.EnumerateObject().Skip(2)]);
        });

    [Fact]
    public void An_event_keeps_to_its_limits()
    {
        Gen<string> longText = Gen.String[AnyChar, 0, 3000];
        Gen<object?> large = ObjectOf(
            Gen.OneOf(Graph, longText.Select(text => (object?)text), ListOf(longText.Select(text => (object?)text))));
        Gen<TradeLineLimits> limits = Gen.Select(
            Gen.Int[4096, 9000],
            Gen.Int[1, 5],
            Gen.Int[1, 60],
            (bytes, depth, nodes) => new TradeLineLimits { MaxBytes = bytes, MaxDepth = depth, MaxNodes = nodes });
        Gen.Select(large, limits).Sample((data, limit) =>
        {
            string text = TradeLines.Write(data, out TradeLineNotes notes, limit);
            Assert.InRange(text.Length, 1, limit.MaxBytes);
            using JsonDocument line = Parse(text);
            AssertUniqueNames(line.RootElement);
            Assert.Equal(notes.IsTruncated, line.RootElement.TryGetProperty("truncated", out JsonElement mark));
            Assert.True(
                !notes.IsTruncated
                    || (mark.GetBoolean() && text.EndsWith(", \"truncated\": true}", StringComparison.Ordinal)));
        });
    }

    [Fact]
    public void The_same_hashtable_filled_in_another_order_gives_the_same_line() =>
        Gen.Dictionary(Text, Scalar)[0, 20].Sample(members =>
        {
            var forth = new Hashtable();
            var back = new Hashtable();
            foreach (KeyValuePair<string, object?> member in members)
                forth.Add(member.Key, member.Value);
            foreach (KeyValuePair<string, object?> member in members.Reverse())
                back.Add(member.Key, member.Value);
            Assert.Equal(TradeLines.Write(forth), TradeLines.Write(back));
        });

    private static Gen<object?> ListOf(Gen<object?> element) => Gen.OneOf(
        element.Array[0, 4].Select(values => (object?)values),
        element.List[0, 4].Select(values => (object?)new ArrayList(values)));

    private static Gen<object?> ObjectOf(Gen<object?> value) => Gen.OneOf(
        Gen.Dictionary(Name, value)[0, 6].Select(pairs => (object?)pairs),
        Gen.Dictionary(Name, value)[0, 6].Select(pairs => (object?)Ordered(pairs)),
        Gen.Select(Name, value, KeyValuePair.Create).List[0, 6].Select(pairs => (object?)pairs),
        Gen.Select(value, value, (a, b) => (object?)new { a, B = b }));

    private static OrderedDictionary Ordered(Dictionary<string, object?> pairs)
    {
        var ordered = new OrderedDictionary();
        foreach (KeyValuePair<string, object?> pair in pairs)
            ordered.Add(pair.Key, pair.Value);
        return ordered;
    }

    private static JsonDocument Parse(string line)
    {
        Assert.All(line, c => Assert.InRange(c, ' ', '~'));
        return JsonDocument.Parse(line);
    }

    private static void AssertUniqueNames(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
                AssertUniqueNames(item);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            string[] names = [.. element.EnumerateObject().Select(property => property.Name)];
            Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
            foreach (JsonProperty property in element.EnumerateObject())
                AssertUniqueNames(property.Value);
        }
    }

    private static void AssertMembers(List<KeyValuePair<string, object?>> pairs, List<JsonProperty> members)
    {
        Assert.Equal(pairs.Count, members.Count);
        for (int i = 0; i < pairs.Count; i++)
        {
            Assert.Contains(pairs[i].Key, members[i].Name, StringComparison.Ordinal);
            AssertValue(pairs[i].Value, members[i].Value);
        }
    }

    private static void AssertValue(object? value, JsonElement json)
    {
        switch (value)
        {
            case null: Assert.Equal(JsonValueKind.Null, json.ValueKind); break;
            case bool flag: Assert.Equal(flag, json.GetBoolean()); break;
            case int or long:
                Assert.Equal(Convert.ToInt64(value, CultureInfo.InvariantCulture), json.GetInt64());
                break;
            case ulong number: Assert.Equal(number, json.GetUInt64()); break;
            case double number: Assert.Equal(number, Number(json, double.Parse)); break;
            case float number: Assert.Equal(number, Number(json, float.Parse)); break;
            case decimal number:
                Assert.Equal(decimal.GetBits(number)[..3], decimal.GetBits(json.GetDecimal())[..3]);
                break;
            case DateTime time: Assert.Equal(time, json.GetDateTime()); break;
            case DateTimeOffset time: Assert.Equal(time, json.GetDateTimeOffset()); break;
            case TimeSpan span:
                Assert.Equal(span, TimeSpan.Parse(json.GetString()!, CultureInfo.InvariantCulture));
                break;
            case Guid guid: Assert.Equal(guid, json.GetGuid()); break;
            case byte[] bytes: Assert.Equal(bytes, json.GetBytesFromBase64()); break;
            case string text: Assert.Equal(text, Unescape(json.GetRawText()[1..^1])); break;
            case IList list when value is not List<KeyValuePair<string, object?>>: AssertElements(list, json); break;
            default: AssertMembers(Pairs(value), [.. json.EnumerateObject()]); break;
        }
    }

    private static void AssertElements(IList list, JsonElement json)
    {
        Assert.Equal(list.Count, json.GetArrayLength());
        for (int i = 0; i < list.Count; i++)
            AssertValue(list[i], json[i]);
    }

    private static T Number<T>(JsonElement json, Func<string, CultureInfo, T> parse) => parse(
        json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText(), CultureInfo.InvariantCulture);

    private static List<KeyValuePair<string, object?>> Pairs(object data) => data switch
    {
        Dictionary<string, object?> pairs => [.. pairs],
        OrderedDictionary pairs =>
        [
            .. pairs.Cast<DictionaryEntry>().Select(pair => KeyValuePair.Create((string)pair.Key, pair.Value)),
        ],
        List<KeyValuePair<string, object?>> pairs => pairs,
        _ =>
        [
            .. data.GetType()
                .GetProperties()
                .Select(property => KeyValuePair.Create(property.Name, property.GetValue(data))),
        ],
    };

    // System.Text.Json does not give out a name, or a string, with half a surrogate pair. Python's json does.
    private static string WithoutHalfPairs(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Unescape(string raw)
    {
        var text = new StringBuilder();
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            char kind = raw[++i];
            if (kind == 'u')
            {
                text.Append(
                    (char)int.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }

            int index = "nrtbf".IndexOf(kind, StringComparison.Ordinal);
            text.Append(index < 0 ? kind : "\n\r\t\b\f"[index]);
        }

        return text.ToString();
    }
}
