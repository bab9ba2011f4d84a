using System.Text;
using System.Text.Json;

namespace TradingLogging.Analytics.Facts;

/// <summary>The kinds of a member's value.</summary>
internal enum JsonValueKindOf
{
    Text,
    Number,
    Other,
    Null,
    Nested,
}

/// <summary>Goes through the members of a JSON object that is known to be valid, without making objects.</summary>
/// <param name="json">The object; it may be followed by anything.</param>
internal ref struct JsonMembers(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _index;

    /// <summary>The name, as JSON escapes it.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Whether the name has escapes.</summary>
    public bool IsNameEscaped { get; private set; }

    /// <summary>The value: text without its quotes, all else as written.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The object up to the end of the value.</summary>
    public ReadOnlySpan<byte> UpToValue => _json[..(ValueStart + Value.Length)];

    /// <summary>Where the value begins in the object.</summary>
    public int ValueStart { get; private set; }

    /// <summary>Whether a text has escapes.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>What the value is.</summary>
    public JsonValueKindOf Kind { get; private set; }

    /// <summary>The text of a string that has been cut out of JSON.</summary>
    public static string Decode(ReadOnlySpan<byte> text, bool isEscaped)
    {
        if (!isEscaped)
            return Encoding.UTF8.GetString(text);

        byte[] quoted = [(byte)'"', .. text, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>Goes on to the next member.</summary>
    /// <returns>False when there is none.</returns>
    public bool MoveNext()
    {
        while (_index < _json.Length && _json[_index] is not ((byte)'"' or (byte)'}'))
            _index++;
        if (_index >= _json.Length || _json[_index] == '}')
            return false;

        Name = ReadText(out bool isNameEscaped);
        IsNameEscaped = isNameEscaped;
        while (_json[_index] is (byte)':' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            _index++;
        ReadValue();
        return true;
    }

    /// <summary>Goes on to the next member if it has the name that is expected, in the form of the writer.</summary>
    /// <param name="nameAndColon">The name in its quotes, the colon and the blank behind it. A name that JSON escapes
    /// is not found so.</param>
    /// <returns>False when another member follows, or none.</returns>
    public bool TryMoveTo(ReadOnlySpan<byte> nameAndColon)
    {
        ReadOnlySpan<byte> rest = _json[_index..];
        int before = rest is [(byte)',', (byte)' ', ..] ? 2 : _index == 0 ? 1 : 0;
        if (before == 0 || !rest[before..].StartsWith(nameAndColon))
            return false;
        _index += before + nameAndColon.Length;
        ReadValue();
        return true;
    }

    /// <summary>Goes to a value of which it is known where it stands, of a member that is neither nested nor
    /// escaped.</summary>
    /// <param name="start">Where it begins in the object.</param>
    /// <param name="end">Where it has ended.</param>
    public void MoveTo(int start, int end)
    {
        byte first = _json[start];
        bool isText = first == '"';
        Kind = isText ? JsonValueKindOf.Text : KindOf(first);
        ValueStart = isText ? start + 1 : start;
        Value = _json[ValueStart..(isText ? end - 1 : end)];
        IsEscaped = false;
    }

    private static JsonValueKindOf KindOf(byte first) => first switch
    {
        (byte)'t' or (byte)'f' => JsonValueKindOf.Other,
        (byte)'n' => JsonValueKindOf.Null,
        _ => JsonValueKindOf.Number,
    };

    private void ReadValue()
    {
        byte first = _json[_index];
        if (first == '"')
        {
            Kind = JsonValueKindOf.Text;
            ValueStart = _index + 1;
            Value = ReadText(out bool isEscaped);
            IsEscaped = isEscaped;
            return;
        }

        int start = _index;
        if (first is (byte)'{' or (byte)'[')
        {
            SkipNested();
            Kind = JsonValueKindOf.Nested;
        }
        else
        {
            while (_index < _json.Length
                && _json[_index] is not ((byte)',' or (byte)'}' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                _index++;
            }

            Kind = KindOf(first);
        }

        ValueStart = start;
        Value = _json[start.._index];
        IsEscaped = false;
    }

    // Stands at the quote that opens; goes behind the one that closes.
    private ReadOnlySpan<byte> ReadText(out bool isEscaped)
    {
        int start = ++_index;
        isEscaped = false;
        while (true)
        {
            int next = _json[_index..].IndexOfAny((byte)'"', (byte)'\\');
            _index += next;
            if (_json[_index] == '"')
                break;
            isEscaped = true;
            _index += 2;
        }

        return _json[start.._index++];
    }

    private void SkipNested()
    {
        int depth = 0;
        do
        {
            switch (_json[_index])
            {
                case (byte)'"':
                    ReadText(out _);
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    break;
            }

            _index++;
        }
        while (depth > 0);
    }
}
