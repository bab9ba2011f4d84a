using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Output;
using TradingLogging.PowerShell.Values;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reading;

/// <summary>Takes what comes through the pipeline for events or for paths of log files.</summary>
/// <remarks>Events are those of <c>Get-TradeEvent</c>, their copies out of jobs, remoting and Clixml, the rows of
/// <c>Import-Csv</c> and <c>ConvertFrom-Json</c>, and lines of the log.</remarks>
internal static class TradeInput
{
    // The line is read back here, and never put into a page.
    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string EventCopy = DeserialisedValue.Prefix + "TradingLogging.Reading.TradeEvent";

    private static readonly string[] PathNames = ["PSPath", "FullName"];

    /// <summary>The path that an input is, or that it has as a property; null for none.</summary>
    public static string? PathOf(PSObject input)
    {
        if (input.BaseObject is string text)
            return IsJson(text) ? null : text;
        if (input.BaseObject is TradeEvent || ValueOf(input, nameof(TradeEvent.Timestamp)) is not null)
            return null;
        IEnumerable<string> names = input.BaseObject is PSCustomObject ? PathNames.Append("Path") : PathNames;
        return names.Select(name => input.Properties[name]?.Value as string).FirstOrDefault(path => path is not null);
    }

    /// <summary>The event that an input is; null when it is none and who is told returns.</summary>
    /// <param name="input">The input.</param>
    /// <param name="reject">Is told why it is none.</param>
    public static TradeEvent? EventOf(PSObject input, Action<ErrorRecord> reject)
    {
        try
        {
            return input.BaseObject switch
            {
                TradeEvent read when IsChanged(input) => Changed(read, input),
                TradeEvent read => read,
                string line => TradeEvent.Parse(Encoding.UTF8.GetBytes(line)),
                _ when IsCopy(input) => FromCopy(input),
                _ => FromMembers(input),
            };
        }
        catch (FormatException exception)
        {
            reject(ReadingErrors.NotATradeEvent(exception, input));
            return null;
        }
    }

    /// <summary>Whether the data of an event that is to be written is a copy of an event. Then the members of the event
    /// are written, and not its timestamp and action.</summary>
    public static bool IsCopy([NotNullWhen(true)] object? data) =>
        data is PSObject { BaseObject: PSCustomObject, TypeNames: [EventCopy, ..] };

    /// <summary>Whether an input is an event to which a script has added properties.</summary>
    public static bool IsChanged([NotNullWhen(true)] object? data) =>
        data is PSObject { BaseObject: TradeEvent } input && input.Properties.Any(ObjectMembers.IsAdded);

    /// <summary>Whether a text is JSON, as a line of a log is.</summary>
    public static bool IsJson(string text) => text.AsSpan().TrimStart().StartsWith("{".AsSpan());

    private static IEnumerable<KeyValuePair<string, object?>> MembersOf(PSObject input) =>
        input.BaseObject is IDictionary entries
            ? entries.Cast<DictionaryEntry>().Select(entry =>
                new KeyValuePair<string, object?>(
                    Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry.Value))
            : input.Properties
                .Where(property => property.IsGettable && !ObjectMembers.IsNoise(property.Name))
                .Select(property => new KeyValuePair<string, object?>(property.Name, property.Value));

    // Not by reading all properties: those of a process, for example, throw.
    private static object? ValueOf(PSObject input, string name) => input.BaseObject is IDictionary
        ? MembersOf(input).FirstOrDefault(member => TradeEventAdapter.Same(member.Key, name)).Value
        : input.Properties[name] is { IsGettable: true } property ? property.Value : null;

    // The text of a copy is the line of the event, with digits that no type of number has. It counts unless a script
    // has changed the copy.
    private static TradeEvent FromCopy(PSObject input)
    {
        TradeEvent made = FromMembers(input);
        try
        {
            TradeEvent exact = TradeEvent.Parse(Encoding.UTF8.GetBytes(input.ToString()));
            return FromMembers(PSObject.AsPSObject(exact)).ToString() == made.ToString() ? exact : made;
        }
        catch (FormatException)
        {
            return made;
        }
    }

    // The line, in which an added property replaces the member of its name; others stand behind, but for the number and
    // the hash of the line.
    private static TradeEvent Changed(TradeEvent read, PSObject input)
    {
        List<PSPropertyInfo> added = [.. input.Properties.Where(ObjectMembers.IsAdded)];
        using JsonDocument line = JsonDocument.Parse(read.ToString());
        var members = new List<KeyValuePair<string, object?>>();
        foreach (JsonProperty member in line.RootElement.EnumerateObject())
        {
            PSPropertyInfo? changed = added.Find(property => TradeEventAdapter.Same(property.Name, member.Name));
            members.Add(new(member.Name, changed is null ? member.Value : changed.Value));
            added.RemoveAll(property => property == changed);
        }

        members.AddRange(added.Select(property => new KeyValuePair<string, object?>(property.Name, property.Value)));
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Readable))
        {
            writer.WriteStartObject();
            foreach (KeyValuePair<string, object?> member in WithChainLast(members))
            {
                writer.WritePropertyName(member.Key);
                WriteValue(writer, member.Value, readsNumbers: false);
            }

            writer.WriteEndObject();
        }

        return TradeEvent.Parse(json.ToArray());
    }

    // The log knows its own number and hash by their place: they are the last members of a line.
    private static IEnumerable<KeyValuePair<string, object?>> WithChainLast(
        IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        for (int index = 0; index < members.Count - 1; index++)
        {
            if (members[index].Key == "seq" && members[index + 1].Key == "prev")
                return [.. members.Take(index), .. members.Skip(index + 2), members[index], members[index + 1]];
        }

        return members;
    }

    private static TradeEvent FromMembers(PSObject input)
    {
        if (ValueOf(input, nameof(TradeEvent.Timestamp)) is not { } timestamp
            || ArgumentValue.Of(ValueOf(input, nameof(TradeEvent.Action))) is not string name)
        {
            throw new FormatException($"A {TypeNameOf(input)} is not a trade event: it has no Timestamp and Action.");
        }

        KeyValuePair<string, object?>[] members = [.. MembersOf(input)];
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", TimeText(timestamp));
            writer.WriteString("action", name);
            // A table has no types: all cells are text, and an empty one stands for no member.
            bool isRow = members.All(member => ArgumentValue.Of(member.Value) is null or string);
            foreach (KeyValuePair<string, object?> member in WithChainLast(members))
            {
                if ((isRow && SaysNothing(member)) || TradeEventAdapter.IsEnvelope(member.Key))
                    continue;
                writer.WritePropertyName(member.Key);
                WriteValue(writer, member.Value, readsNumbers: isRow);
            }

            writer.WriteEndObject();
        }

        return TradeEvent.Parse(json.ToArray());
    }

    // Export-Csv writes the evidence of a line as PowerShell's text of an object, and it is made anew anyway.
    private static bool SaysNothing(KeyValuePair<string, object?> cell) => ArgumentValue.Of(cell.Value) is string text
        && (text.Length == 0
            || (TradeEventAdapter.Same(cell.Key, "evidence") && text.StartsWith("@{", StringComparison.Ordinal)));

    private static string TimeText(object timestamp)
    {
        const string Form = "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz";
        return DeserialisedValue.MomentOf(timestamp) is { } moment
            ? moment.ToString(Form, CultureInfo.InvariantCulture)
            : Convert.ToString(timestamp, CultureInfo.InvariantCulture)!;
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value, bool readsNumbers)
    {
        object? plain = value is PSObject { BaseObject: PSCustomObject } copy
            ? DeserialisedValue.Find(copy) ?? copy
            : ArgumentValue.Of(value);
        switch (plain)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case string text when readsNumbers && IsNumber(text):
                writer.WriteRawValue(text);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case double or float when IsNumber(RealText(plain)):
                writer.WriteRawValue(RealText(plain));
                break;
            case IFormattable number when IsNumber(number.ToString(null, CultureInfo.InvariantCulture)):
                writer.WriteRawValue(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset or DateTime:
                writer.WriteStringValue(TimeText(plain));
                break;
            case IDictionary or PSObject:
                WriteObject(writer, PSObject.AsPSObject(plain), readsNumbers);
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (object? one in list)
                    WriteValue(writer, one, readsNumbers);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Convert.ToString(plain, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, PSObject value, bool readsNumbers)
    {
        writer.WriteStartObject();
        foreach (KeyValuePair<string, object?> member in MembersOf(value))
        {
            writer.WritePropertyName(member.Key);
            WriteValue(writer, member.Value, readsNumbers);
        }

        writer.WriteEndObject();
    }

    // A whole double keeps its point, so that it is read as a double again.
    private static string RealText(object real)
    {
        string text = Convert.ToDouble(real, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);
        return text.All(character => char.IsDigit(character) || character == '-') ? text + ".0" : text;
    }

    private static bool IsNumber(string text)
    {
        if (text.Length == 0 || !(char.IsDigit(text[0]) || text[0] == '-'))
            return false;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string TypeNameOf(PSObject input) =>
        input.TypeNames.FirstOrDefault() ?? input.BaseObject.GetType().FullName!;
}
