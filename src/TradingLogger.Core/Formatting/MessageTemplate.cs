using System.Globalization;
using System.Text;
using TradingLogging.Json;
using TradingLogging.Text;

namespace TradingLogging.Formatting;

/// <summary>Makes the message of a template, as Serilog and <c>ILogger</c> know them: <c>{name}</c>,
/// <c>{name,10:0.00}</c>, <c>{@name}</c>, <c>{{</c>. The values come from the members as they were encoded: masked,
/// limited, and read once.</summary>
internal static class MessageTemplate
{
    private const int MostWidth = 200;
    private const int LongestFormat = 40;
    private const int MostPrecision = 99;
    private const string DateForm = "yyyy-MM-dd";

    /// <summary>Makes the message, and writes the object of those members that it does not tell behind them.</summary>
    /// <param name="template">The template. A hole without a member stays as it is.</param>
    /// <param name="buffer">Holds the object of the members; receives that of those which the message does not
    /// tell.</param>
    /// <param name="end">Where in it the caller's own members end. A hole may also name one of the context.</param>
    /// <param name="longest">About how long the message may become, in characters. The rest is left out; whoever writes
    /// the message cuts and marks it.</param>
    public static string Render(string template, Utf8Buffer buffer, int end, int longest)
    {
        var told = new HashSet<int>();
        var message = new StringBuilder(template.Length + 32);
        int index = 0;
        while (index < template.Length && message.Length <= longest)
        {
            char c = template[index];
            int next = index + 1;
            if (c is '{' or '}' && next < template.Length && template[next] == c)
            {
                message.Append(c);
                index += 2;
            }
            else if (c == '{' && template.IndexOfAny(['{', '}'], next) is > 0 and var close && template[close] == '}')
            {
                if (!TryAppend(message, template[next..close], buffer.Written, told))
                    message.Append(template, index, close + 1 - index);
                index = close + 1;
            }
            else
            {
                message.Append(c);
                index++;
            }
        }

        WriteUntold(buffer, end, told);
        return message.ToString();
    }

    private static void WriteUntold(Utf8Buffer buffer, int end, HashSet<int> told)
    {
        // Copied, because the buffer may grow into another array.
        byte[] members = buffer.Written[..end].ToArray();
        int start = buffer.Length;
        var scan = new MemberScan(members);
        while (scan.TryNext())
        {
            if (told.Contains(scan.Start))
                continue;
            buffer.Write(buffer.Length == start ? "{"u8 : ", "u8);
            buffer.Write(members.AsSpan(scan.Start, scan.End - scan.Start));
        }

        if (buffer.Length > start)
            buffer.Write((byte)'}');
    }

    private static bool TryAppend(StringBuilder message, string hole, ReadOnlySpan<byte> json, HashSet<int> told)
    {
        string? format = Split(ref hole, ':');
        string? width = Split(ref hole, ',');
        bool isJson = hole.Length > 0 && hole[0] == '@';
        string name = isJson || (hole.Length > 0 && hole[0] == '$') ? hole[1..] : hole;
        if (name.Length == 0 || !TryFind(json, name, out MemberScan member))
            return false;
        told.Add(member.Start);
        message.Append(Pad(isJson ? Ascii(member.Value) : TextOf(member.Value, format), width));
        return true;
    }

    private static string? Split(ref string hole, char separator)
    {
        int index = hole.IndexOf(separator);
        if (index < 0)
            return null;
        string rest = hole[(index + 1)..];
        hole = hole[..index];
        return rest;
    }

    // The exact name comes first, as everywhere.
    private static bool TryFind(ReadOnlySpan<byte> json, string name, out MemberScan found)
    {
        var scan = new MemberScan(json);
        found = default;
        bool isFound = false;
        while (scan.TryNext())
        {
            if (!EncodedMember.IsNamed(name, scan.Name, scan.Name.IndexOf((byte)'\\') >= 0))
                continue;
            bool isExact = EncodedMember.Decode(scan.Name) == name;
            if (!isFound || isExact)
                found = scan;
            isFound = true;
            if (isExact)
                break;
        }

        return isFound;
    }

    private static string TextOf(ReadOnlySpan<byte> value, string? format)
    {
        string text = value[0] == '"' ? EncodedMember.Decode(value[1..^1]) : Ascii(value);
        if (format is null || IsAbsurd(format))
            return text;
        try
        {
            return value[0] == '"' ? FormatTime(text, format) : FormatNumber(text, format);
        }
        catch (FormatException)
        {
            return text;
        }
    }

    private static string FormatNumber(string text, string format)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out long whole))
            return whole.ToString(format, culture);
        if (text.IndexOfAny(['e', 'E']) < 0 && decimal.TryParse(text, NumberStyles.Float, culture, out decimal exact))
            return exact.ToString(format, culture);
        return double.TryParse(text, NumberStyles.Float, culture, out double number)
            ? number.ToString(format, culture)
            : text;
    }

    private static string FormatTime(string text, string format)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return text.Length >= DateForm.Length
            && DateTime.TryParseExact(text[..DateForm.Length], DateForm, culture, DateTimeStyles.None, out _)
            && DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeLocal, out DateTimeOffset time)
            ? time.ToString(format, culture)
            : text;
    }

    // "F999999999" would make a text of a billion zeros.
    private static bool IsAbsurd(string format) =>
        format.Length > LongestFormat
        || (format.Length > 1
            && char.IsLetter(format[0])
            && int.TryParse(format[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int precision)
            && precision > MostPrecision);

    private static string Pad(string text, string? width)
    {
        if (!int.TryParse(width, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int columns))
            return text;
        columns = Math.Max(-MostWidth, Math.Min(MostWidth, columns));
        return columns < 0 ? text.PadRight(-columns) : text.PadLeft(columns);
    }

    private static string Ascii(ReadOnlySpan<byte> json) => Encoding.ASCII.GetString(json.ToArray());
}
