using System.Buffers.Text;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using TradingLogging.Formatting;

namespace TradingLogging.Reading.Parsing;

/// <summary>Reads the members out of an event's JSON.</summary>
internal static class TradeLineMembers
{
    /// <summary>All members but <c>timestamp</c> and <c>action</c>.</summary>
    /// <param name="json">An object that has been found valid.</param>
    /// <param name="keepsDigits">Whether numbers, lists and objects are given as <see cref="JsonElement"/>, which has
    /// every digit as it was written.</param>
    public static ReadOnlyCollection<KeyValuePair<string, object?>> Read(
        ReadOnlySpan<byte> json, bool keepsDigits = false)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var members = new List<KeyValuePair<string, object?>>(capacity: 8);
        bool hasTimestamp = false;
        bool hasAction = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            bool isTimestamp = reader.ValueTextEquals(TradeLineFormat.TimestampName);
            bool isAction = reader.ValueTextEquals(TradeLineFormat.ActionName);
            hasTimestamp |= isTimestamp;
            hasAction |= isAction;
            if (isTimestamp || isAction)
                reader.Skip();
            else
                members.Add(keepsDigits ? ReadExactMember(ref reader) : ReadMember(ref reader));
        }

        // A foreign line may write these names in another case.
        if (!hasTimestamp)
            RemoveFirst(members, TradeLineFormat.Timestamp);
        if (!hasAction)
            RemoveFirst(members, TradeLineFormat.Action);
        return new ReadOnlyCollection<KeyValuePair<string, object?>>(members);
    }

    /// <summary>A name that a member of the line's own object shares with an earlier one; null when there is none.
    /// Names that differ by case are different here.</summary>
    /// <param name="json">An object that has been found valid.</param>
    public static string? RepeatedName(ReadOnlySpan<byte> json)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            if (!names.Add(name))
                return name;
            reader.Skip();
        }

        return null;
    }

    /// <summary>What is said of a line that repeats a name.</summary>
    public static string RepeatedNameReason(string name) =>
        $"The member '{name}' stands in it more than once; the first one counts.";

    /// <summary>Reads the value that a reader stands at, and stays at its last token.</summary>
    public static object? ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        JsonTokenType.Number => TradeNumber.Read(reader.ValueSpan),
        JsonTokenType.StartArray => ReadList(ref reader),
        JsonTokenType.StartObject => ReadObject(ref reader),
        _ => reader.GetString(),
    };

    private static void RemoveFirst(List<KeyValuePair<string, object?>> members, string name)
    {
        int index = members.FindIndex(member =>
            member.Value is string && string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
            members.RemoveAt(index);
    }

    private static KeyValuePair<string, object?> ReadMember(ref Utf8JsonReader reader)
    {
        string name = reader.GetString()!;
        reader.Read();
        return new KeyValuePair<string, object?>(name, ReadValue(ref reader));
    }

    private static KeyValuePair<string, object?> ReadExactMember(ref Utf8JsonReader reader)
    {
        string name = reader.GetString()!;
        reader.Read();
        object? value = reader.TokenType is JsonTokenType.Number or JsonTokenType.StartArray
            or JsonTokenType.StartObject
            ? JsonElement.ParseValue(ref reader)
            : ReadValue(ref reader);
        return new KeyValuePair<string, object?>(name, value);
    }

    private static ReadOnlyCollection<object?> ReadList(ref Utf8JsonReader reader)
    {
        var list = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            list.Add(ReadValue(ref reader));
        return new ReadOnlyCollection<object?>(list);
    }

    private static ReadOnlyCollection<KeyValuePair<string, object?>> ReadObject(ref Utf8JsonReader reader)
    {
        var members = new List<KeyValuePair<string, object?>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            members.Add(ReadMember(ref reader));
        return new ReadOnlyCollection<KeyValuePair<string, object?>>(members);
    }
}

/// <summary>Reads a number of the trade log as the type that keeps its digits.</summary>
internal static class TradeNumber
{
    // As many as Python reads, and as the writer writes: to take more digits apart takes time that grows with their
    // square.
    private const int MostDigits = 4300;

    // A number without an exponent has to be this long to be beyond double.
    private const int LongestWithinDouble = 308;

    /// <summary>What keeps a number, valid in JSON, from being read; null for nothing.</summary>
    public static string? FaultOf(ReadOnlySpan<byte> number)
    {
        if (number.Length <= LongestWithinDouble && number.IndexOfAny((byte)'e', (byte)'E') < 0)
            return null;
        if (number.Length > MostDigits)
            return "A number in it has more than 4300 digits.";
        return !IsWhole(number) && double.IsInfinity(ReadDouble(number)) ? "A number in it is beyond double." : null;
    }

    /// <summary>A whole number as long (BigInteger beyond), another as double, or as decimal where a double would lose
    /// digits that were written (<c>0.10</c>).</summary>
    public static object Read(ReadOnlySpan<byte> number)
    {
        if (IsWhole(number))
        {
            return Utf8Parser.TryParse(number, out long whole, out int read) && read == number.Length
                ? (object)whole // without the cast the conditional makes a BigInteger of it
                : BigInteger.Parse(
                    Encoding.UTF8.GetString(number), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        double value = ReadDouble(number);
        string text = Encoding.UTF8.GetString(number);
        bool isDecimal = !IsDoubleOf(text, value)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
            && exact.ToString(CultureInfo.InvariantCulture) == text;
        return isDecimal ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : value;
    }

    private static bool IsWhole(ReadOnlySpan<byte> number) => number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;

    private static double ReadDouble(ReadOnlySpan<byte> number) =>
        Utf8Parser.TryParse(number, out double value, out _) ? value : double.PositiveInfinity;

    private static bool IsDoubleOf(string text, double value)
    {
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        return shortest == text || shortest + ".0" == text;
    }
}
