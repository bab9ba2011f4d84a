using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Json;

/// <summary>Two members of an object of which one names what the other one holds, as
/// <c>{"name": "X-API-KEY", "value": …}</c>. A value whose label names a secret is masked, whichever comes
/// first.</summary>
/// <remarks>Only the places of both in the line are kept. The label is read from the line.</remarks>
internal struct LabelledMembers
{
    private int _label;
    private int _value;
    private bool _isSecret;

    private static ReadOnlySpan<byte> QuotedMark => "\"***\""u8;

    /// <summary>Whether members of this name are a label or a labelled value.</summary>
    public static bool Concerns(string name) =>
        LabelledValue.IsLabel(name.AsSpan()) || LabelledValue.IsValue(name.AsSpan());

    /// <summary>Notes that the value of a member is about to be written.</summary>
    /// <returns>Whether it is a secret by what has been written so far.</returns>
    public bool Note(string name, Utf8Buffer buffer, SecretMask mask)
    {
        if (LabelledValue.IsLabel(name.AsSpan()))
        {
            LookAtLabel(buffer, mask);
            _label = buffer.Length;
            return false;
        }

        if (!LabelledValue.IsValue(name.AsSpan()))
            return false;
        LookAtLabel(buffer, mask);
        if (!_isSecret)
            _value = buffer.Length;
        return _isSecret;
    }

    /// <summary>Masks a value that was written before its label, when all members are written.</summary>
    /// <param name="buffer">The line.</param>
    /// <param name="end">The length that it may reach.</param>
    /// <param name="mask">Knows the names.</param>
    public void Close(Utf8Buffer buffer, int end, SecretMask mask)
    {
        if (_value == 0 || _label == 0)
            return;
        LookAtLabel(buffer, mask);
        if (!_isSecret || _value >= buffer.Length)
            return;
        ReadOnlySpan<byte> written = buffer.Written.Slice(_value);
        int length = EndOfValue(written);
        // Null and booleans are not masked.
        if (written[0] is (byte)'n' or (byte)'t' or (byte)'f')
            return;
        byte[] rest = written.Slice(length).ToArray();
        bool isRoom = buffer.Length - length + QuotedMark.Length <= end;
        buffer.Truncate(_value);
        buffer.Write(isRoom ? QuotedMark : "0"u8);
        buffer.Write(rest);
    }

    private void LookAtLabel(Utf8Buffer buffer, SecretMask mask)
    {
        if (_label == 0 || _label >= buffer.Length || _isSecret)
            return;
        ReadOnlySpan<byte> label = buffer.Written.Slice(_label);
        int length = label[0] == '"' ? label.Slice(1).IndexOf((byte)'"') : -1;
        _isSecret = length > 0 && length <= NameWords.Longest && IsSecret(label.Slice(1, length), mask);
    }

    // A label is one word, because names of coins of several words may end with "token".
    private static bool IsSecret(ReadOnlySpan<byte> label, SecretMask mask)
    {
        Span<char> letters = stackalloc char[NameWords.Longest];
        for (int i = 0; i < label.Length; i++)
        {
            letters[i] = (char)label[i];
            if (!NameText.IsPart(letters[i]))
                return false;
        }

        return mask.IsSecretLabel(letters.Slice(0, label.Length));
    }

    private static int EndOfValue(ReadOnlySpan<byte> json)
    {
        int depth = 0;
        bool isText = false;
        for (int i = 0; i < json.Length; i++)
        {
            if (isText && json[i] == '\\')
                i++;
            else if (json[i] == '"')
                isText = !isText;
            else if (!isText && json[i] is (byte)'{' or (byte)'[')
                depth++;
            else if (!isText && json[i] is (byte)'}' or (byte)']')
                depth--;
            else if (!isText && depth == 0 && json[i] == ',')
                return i;
        }

        return json.Length;
    }
}
