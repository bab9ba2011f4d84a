using System.Text;
using System.Text.Json;

namespace TradingLogging.Json;

/// <summary>A member that is written as it stands into many lines.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">The member with the comma before it: <c>, "name": value</c>.</param>
/// <param name="NameLength">The length of the encoded name, without its quotes.</param>
internal sealed record EncodedMember(string Name, byte[] Json, int NameLength)
{
    private const int NameStart = 3;

    /// <summary>The encoded value.</summary>
    public ReadOnlySpan<byte> Value => Json.AsSpan(NameStart + NameLength + "\": ".Length);

    /// <summary>Takes the members of an object apart.</summary>
    /// <param name="json">A whole object, as <see cref="JsonLine"/> writes it.</param>
    public static List<EncodedMember> Read(ReadOnlySpan<byte> json)
    {
        var members = new List<EncodedMember>();
        var scan = new MemberScan(json);
        while (scan.TryNext())
        {
            byte[] member = [.. ", "u8, .. json[scan.Start..scan.End]];
            members.Add(new EncodedMember(Decode(scan.Name), member, scan.Name.Length));
        }

        return members;
    }

    /// <summary>Whether this is the name of a member of a line, without regard to case.</summary>
    /// <param name="name">This name, as the line would have it.</param>
    /// <param name="encoded">The name that stands in the line.</param>
    /// <param name="isEscaped">Whether that has an escape.</param>
    public static bool IsNamed(string name, ReadOnlySpan<byte> encoded, bool isEscaped)
    {
        if (isEscaped)
            return string.Equals(name, Decode(encoded), StringComparison.OrdinalIgnoreCase);
        if (name.Length != encoded.Length)
            return false;
        for (int index = 0; index < encoded.Length; index++)
        {
            if (name[index] != encoded[index] && !IsSameLetter(name[index], (char)encoded[index]))
                return false;
        }

        return true;
    }

    private static bool IsSameLetter(char one, char other) =>
        (one | 0x20) == (other | 0x20) && (one | 0x20) is >= 'a' and <= 'z';

    /// <summary>The text of an encoded one, without its quotes.</summary>
    public static string Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IndexOf((byte)'\\') < 0)
            return Encoding.ASCII.GetString(encoded.ToArray());
        var reader = new Utf8JsonReader([(byte)'"', .. encoded, (byte)'"']);
        try
        {
            reader.Read();
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which no reader takes either.
            return Encoding.ASCII.GetString(encoded.ToArray());
        }
    }
}

/// <summary>Goes through the members of an object that <see cref="JsonLine"/> has written; the object may lack its
/// end.</summary>
/// <param name="json">The object, from its bracket on.</param>
internal ref struct MemberScan(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _nameEnd;

    /// <summary>Where the member begins, at the quote of its name.</summary>
    public int Start { get; private set; }

    /// <summary>Where the member ends.</summary>
    public int End { get; private set; } = 1;

    /// <summary>The encoded name, without its quotes.</summary>
    public readonly ReadOnlySpan<byte> Name => _json[(Start + 1).._nameEnd];

    /// <summary>The encoded value.</summary>
    public readonly ReadOnlySpan<byte> Value => _json[(_nameEnd + "\": ".Length)..End];

    /// <summary>Steps to the next member.</summary>
    public bool TryNext()
    {
        int index = End;
        while (index < _json.Length && _json[index] is (byte)',' or (byte)' ')
            index++;
        if (index >= _json.Length || _json[index] != '"')
            return false;
        Start = index;
        _nameEnd = JsonExtent.EndOfText(_json, index + 1);
        End = JsonExtent.EndOfValue(_json, _nameEnd + 1);
        return true;
    }
}

/// <summary>Finds where values end in JSON that <see cref="JsonLine"/> has written; it may lack its end.</summary>
internal static class JsonExtent
{
    /// <summary>Where a value ends: at the comma or the bracket behind it.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="index">Where the value begins, or a blank or colon before it.</param>
    public static int EndOfValue(ReadOnlySpan<byte> json, int index)
    {
        int depth = 0;
        for (; index < json.Length; index++)
        {
            switch (json[index])
            {
                case (byte)'"':
                    index = EndOfText(json, index + 1);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    if (depth-- == 0)
                        return index;
                    break;
                case (byte)',' when depth == 0:
                    return index;
            }
        }

        return index;
    }

    /// <summary>Where a text ends: at its closing quote.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="index">Where the text begins, behind its quote.</param>
    public static int EndOfText(ReadOnlySpan<byte> json, int index)
    {
        while (true)
        {
            int found = json[index..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0)
                return json.Length;
            index += found;
            if (json[index] == '"')
                return index;
            index += 2;
        }
    }
}
