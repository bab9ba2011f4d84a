using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using TradingLogging.Masking;

namespace TradingLogging.Json;

/// <summary>Takes the values of masked members out of a message that a framework has rendered from them.</summary>
/// <param name="masked">The object of the members, as <see cref="JsonLine"/> writes it.</param>
/// <param name="plain">The same without a mask.</param>
/// <param name="mask">Judges what a limit has left out.</param>
internal readonly ref struct RenderedMessage(ReadOnlySpan<byte> masked, ReadOnlySpan<byte> plain, SecretMask mask)
{
    private const string Null = "(null)";

    // A shorter text is replaced as a word only: it may be a part of any other.
    private const int ShortestPart = 3;

    private readonly ReadOnlySpan<byte> _masked = masked;
    private readonly ReadOnlySpan<byte> _plain = plain;

    private readonly SecretMask _mask = mask;

    private static ReadOnlySpan<byte> Mark => "***"u8;

    private static ReadOnlySpan<byte> MaskedValue => "\"***\""u8;

    private static ReadOnlySpan<byte> NoValue => "null"u8;

    /// <summary>Whether the mask has found something in an object.</summary>
    public static bool HasSecrets(ReadOnlySpan<byte> masked) => masked.IndexOf(Mark) >= 0;

    /// <summary>The message without the values. If it is what the template gives, the holes of the masked members are
    /// masked; if somebody else has made it, the values are replaced wherever they stand.</summary>
    /// <param name="message">The message.</param>
    /// <param name="template">The template, in the framework's form; null when unknown.</param>
    /// <param name="data">The members.</param>
    public string WithoutSecrets(string message, string? template, object data)
    {
        List<Value>? values = data is IEnumerable<KeyValuePair<string, object?>> members ? ValuesOf(members) : null;
        if (template is not null && values is not null && TryRender(template, values, message, out string? rendered))
            return rendered!;
        List<KeyValuePair<string, string>> secrets = MaskedTexts.Find(_masked, _plain);
        foreach (Value value in values ?? [])
        {
            if (value.IsMasked && TryTextOf(value.Content, out string? text))
                secrets.Add(new(text!, SecretMask.Mark));
        }

        return Replace(message, secrets);
    }

    private static string Replace(string message, List<KeyValuePair<string, string>> secrets)
    {
        // Longer ones first: one secret may begin as another does.
        foreach (KeyValuePair<string, string> secret in secrets.OrderByDescending(secret => secret.Key.Length))
            message = Replace(message, secret.Key, secret.Value);
        return message;
    }

    private static string Replace(string message, string text, string shown)
    {
        int index = text.Length == 0 ? -1 : message.IndexOf(text, StringComparison.Ordinal);
        if (index < 0)
            return message;
        var result = new StringBuilder(message.Length);
        int start = 0;
        for (; index >= 0; index = message.IndexOf(text, index, StringComparison.Ordinal))
        {
            int end = index + text.Length;
            bool isWord = (index == 0 || !char.IsLetterOrDigit(message[index - 1]))
                && (end == message.Length || !char.IsLetterOrDigit(message[end]));
            result.Append(message, start, index - start);
            if (isWord || text.Length >= ShortestPart)
                result.Append(shown);
            else
                result.Append(text);
            start = index = end;
        }

        return result.Append(message, start, message.Length - start).ToString();
    }

    private static bool TryRender(string template, List<Value> values, string message, out string? rendered)
    {
        rendered = null;
        var whole = new StringBuilder(message.Length);
        var shown = new StringBuilder(message.Length);
        int index = 0;
        while (index < template.Length)
        {
            char c = template[index];
            bool isDoubled = c is '{' or '}' && index + 1 < template.Length && template[index + 1] == c;
            int close = c == '{' && !isDoubled ? template.IndexOf('}', index) : -1;
            if (close < 0)
            {
                whole.Append(c);
                shown.Append(c);
                index += isDoubled ? 2 : 1;
                continue;
            }

            if (!TryAppend(template[(index + 1)..close], values, whole, shown))
                return false;
            index = close + 1;
        }

        rendered = shown.ToString();
        return whole.Length == message.Length && whole.ToString() == message;
    }

    private static bool TryAppend(string hole, List<Value> values, StringBuilder whole, StringBuilder shown)
    {
        int end = hole.IndexOfAny([',', ':']);
        string form = end < 0 ? string.Empty : hole[end..];
        string name = end < 0 ? hole : hole[..end];
        if (name.Length > 1 && name[0] is '@' or '$')
            name = name[1..];
        Value? value = values.Find(one => !one.IsTold && string.Equals(one.Name, name, StringComparison.Ordinal))
            ?? values.Find(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
        if (value is null || !TryTextOf(value.Content, out string? text, form))
            return false;
        value.IsTold = true;
        whole.Append(text);
        shown.Append(value.Shown(text!));
        return true;
    }

    // As the framework writes values.
    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "The value is code of the caller's.")]
    private static bool TryTextOf(object? value, out string? text, string form = "")
    {
        try
        {
            object content = value switch
            {
                null => Null,
                string => value,
                IEnumerable list => string.Join(", ", list.Cast<object?>().Select(element => element ?? Null)),
                _ => value,
            };
            text = string.Format(CultureInfo.InvariantCulture, "{0" + form + "}", content);
            return true;
        }
        catch (Exception)
        {
            text = null;
            return false;
        }
    }

    private List<Value> ValuesOf(IEnumerable<KeyValuePair<string, object?>> members)
    {
        var values = new List<Value>();
        var shown = new MemberScan(_masked);
        var known = new MemberScan(_plain);
        foreach (KeyValuePair<string, object?> member in members)
        {
            bool isSecretName = _mask.KindOf(member.Key) != SecretKind.None;
            ReadOnlySpan<byte> now = shown.TryNext() ? shown.Value : isSecretName ? MaskedValue : NoValue;
            ReadOnlySpan<byte> before = known.TryNext() ? known.Value : NoValue;
            values.Add(ValueOf(member, now, before));
        }

        return values;
    }

    private static Value ValueOf(
        KeyValuePair<string, object?> member,
        ReadOnlySpan<byte> now,
        ReadOnlySpan<byte> before)
    {
        if (!HasSecrets(now))
            return new Value(member.Key, member.Value, _ => _);
        if (now.SequenceEqual(MaskedValue))
            return new Value(member.Key, member.Value, _ => SecretMask.Mark) { IsMasked = true };
        if (member.Value is string && now[0] == '"')
        {
            string text = EncodedMember.Decode(now[1..^1]);
            return new Value(member.Key, member.Value, _ => text);
        }

        if (HasSecrets(before))
            return new Value(member.Key, member.Value, _ => SecretMask.Mark);
        List<KeyValuePair<string, string>> secrets = MaskedTexts.Find(now, before);
        return new Value(member.Key, member.Value, text => Replace(text, secrets));
    }

    // Shown: what stands in its hole instead of its text.
    private sealed record Value(string Name, object? Content, Func<string, string> Shown)
    {
        public bool IsMasked { get; init; }

        public bool IsTold { get; set; }
    }
}
