using System.Collections.Specialized;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Output;

namespace TradingLogging.PowerShell.Values;

/// <summary>Objects of System.Text.Json as the input of <c>Write-TradeEvent</c>.</summary>
internal static class JsonDocuments
{
    /// <summary>The members of a JSON object by their names, or its text when it is a line of a log.</summary>
    /// <param name="data">Any input.</param>
    /// <returns>What stands for the input; itself when it is no JSON object.</returns>
    /// <exception cref="ArgumentException">The object has two members of one name.</exception>
    // Not inlined: who writes no such object does not load the library for it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static object Read(object data)
    {
        switch (ArgumentValue.Of(data))
        {
            case JsonObject node:
                using (var parsed = JsonDocument.Parse(node.ToJsonString()))
                    return Read(parsed.RootElement.Clone());
            case JsonDocument document:
                return Read(document.RootElement);
            case JsonElement { ValueKind: JsonValueKind.Object } element:
                return IsLine(element) ? element.GetRawText() : Members(element);
            default:
                return data;
        }
    }

    private static bool IsLine(JsonElement element) => Has(element, "timestamp") && Has(element, "action");

    private static bool Has(JsonElement element, string name) =>
        element.EnumerateObject().Any(member => TradeEventAdapter.Same(member.Name, name));

    private static OrderedDictionary Members(JsonElement element)
    {
        var members = new OrderedDictionary();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (members.Contains(member.Name))
                throw new ArgumentException($"The JSON object has two members {member.Name}.");
            members.Add(member.Name, ValueOf(member.Value));
        }

        return members;
    }

    // What names an action or a time is compared as text.
    private static object ValueOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value;
}
