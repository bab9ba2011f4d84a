using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using TradingLogging.Encryption;
using TradingLogging.Text;

namespace TradingLogging.Decryption;

/// <summary>Puts the plain values of a line in the place of the encrypted ones. Not thread-safe.</summary>
/// <param name="keys">Open the values.</param>
internal sealed class MemberDecryption(ContentKeys keys)
{
    private readonly EncryptedMembers _members = new();
    private readonly Utf8Buffer _bound = new();
    private readonly Utf8Buffer _plain = new();

    /// <summary>Restores the line as it would have been written without encryption, byte for byte.</summary>
    /// <param name="line">A JSON object that has been found valid.</param>
    /// <param name="file">The file it stands in, beside which its key lines are looked for; null for none.</param>
    /// <param name="failed">Is told the JSON pointer of each value that stays as it is, and why.</param>
    /// <returns>The line, valid until the next call; the same bytes when nothing was opened.</returns>
    public ReadOnlySpan<byte> Restore(ReadOnlySpan<byte> line, string? file, Action<string, string> failed)
    {
        if (!EncryptedMembers.MayBeIn(line))
            return line;
        IReadOnlyList<EncryptedMember> members = _members.Find(line);
        if (members.Count == 0)
            return line;
        keys.LookBeside(file);
        _plain.WrittenForChange.Clear();
        _plain.Clear();
        int end = 0;
        foreach (EncryptedMember member in members)
        {
            byte[]? value = Open(line[(member.Start + 1)..(member.End - 1)], member.Pointer, out string? reason);
            if (value is null)
            {
                failed(Encoding.UTF8.GetString(member.Pointer), reason!);
                continue;
            }

            _plain.Write(line[end..member.Start]);
            _plain.Write(value);
            end = member.End;
        }

        if (end == 0)
            return line;
        _plain.Write(line[end..]);
        return _plain.Written;
    }

    private byte[]? Open(ReadOnlySpan<byte> text, byte[] pointer, out string? reason)
    {
        if (!EncryptedValue.TryParse(text, out ReadOnlySpan<byte> keyId, out ReadOnlySpan<byte> encoded)
            || Base64UrlText.TryRead(encoded) is not { } data)
        {
            reason = "it does not have the form of an encrypted value. Either it was cut or changed, "
                + "or a caller gave a text that begins so.";
            return null;
        }

        _bound.Clear();
        AssociatedData.Write(_bound, _members.Timestamp, _members.Action, pointer, keyId);
        byte[]? value = keys.TryOpen(Encoding.ASCII.GetString(keyId), data, _bound.Written, out reason);
        if (value is null || IsOneValue(value))
            return value;
        reason = "what it was opened to is not one JSON value in one line: no writer of this program made it.";
        return null;
    }

    // Everybody can encrypt for the recipients. So what comes out may try to forge lines.
    private static bool IsOneValue(byte[] json)
    {
        if (!Utf8.IsValid(json) || Array.Exists(json, static character => character < ' '))
            return false;
        try
        {
            var reader = new Utf8JsonReader(json);
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
