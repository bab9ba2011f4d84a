using System.Text.Json;
using TradingLogging.Encryption;
using TradingLogging.Formatting;
using TradingLogging.Text;

namespace TradingLogging.Decryption;

/// <summary>Finds the encrypted values of a line, at any depth. Not thread-safe.</summary>
internal sealed class EncryptedMembers
{
    private readonly List<EncryptedMember> _found = [];
    private readonly Utf8Buffer _pointer = new();
    private readonly Stack<Level> _levels = new();
    private byte[]? _timestamp;
    private byte[]? _otherTimestamp;
    private byte[]? _action;
    private byte[]? _otherAction;

    /// <summary>What an encrypted value begins with, and the quote before it.</summary>
    public static ReadOnlySpan<byte> Opening => "\"encrypted:"u8;

    /// <summary>The text of the line's timestamp, without escapes; empty when it has none.</summary>
    public byte[] Timestamp => _timestamp ?? _otherTimestamp ?? [];

    /// <summary>The text of its action, without escapes; empty when it has none.</summary>
    public byte[] Action => _action ?? _otherAction ?? [];

    /// <summary>Whether a line may have encrypted values.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> line) => line.IndexOf(Opening) >= 0;

    /// <summary>Finds the values that begin as an encrypted one does.</summary>
    /// <param name="json">A JSON object that has been found valid.</param>
    /// <returns>The values in the order of the line; valid until the next call.</returns>
    public IReadOnlyList<EncryptedMember> Find(ReadOnlySpan<byte> json)
    {
        _found.Clear();
        _levels.Clear();
        _pointer.Clear();
        _timestamp = _otherTimestamp = _action = _otherAction = null;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    _pointer.Truncate(_levels.Peek().Length);
                    JsonPointer.AddName(_pointer, Unescaped(ref reader));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _levels.Pop();
                    break;
                default:
                    Take(ref reader, json);
                    break;
            }
        }

        return _found;
    }

    private void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (_levels.Count > 0 && _levels.Peek() is { IsList: true } list)
        {
            _pointer.Truncate(list.Length);
            JsonPointer.AddIndex(_pointer, list.Index);
            _levels.Pop();
            _levels.Push(list with { Index = list.Index + 1 });
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            _levels.Push(new Level(_pointer.Length, reader.TokenType == JsonTokenType.StartArray, 0));
        else if (reader.TokenType == JsonTokenType.String)
            TakeText(ref reader, json);
    }

    private void TakeText(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (_levels.Count == 1)
        {
            TakeIf(TradeLineFormat.TimestampName, ref reader, ref _timestamp, ref _otherTimestamp);
            TakeIf(TradeLineFormat.ActionName, ref reader, ref _action, ref _otherAction);
        }

        int start = (int)reader.TokenStartIndex;
        if (json[start..].StartsWith(Opening))
            _found.Add(new EncryptedMember(start, (int)reader.BytesConsumed, _pointer.Written.ToArray()));
    }

    // As events are read: exactly this name, else the first that differs from it only by case, as ConvertTo-Json gives
    // it to an event.
    private void TakeIf(ReadOnlySpan<byte> name, ref Utf8JsonReader reader, ref byte[]? exact, ref byte[]? other)
    {
        ReadOnlySpan<byte> found = _pointer.Written[1..];
        if (found.SequenceEqual(name))
            exact ??= Unescaped(ref reader).ToArray();
        else if (TradeLineFormat.IsSameName(found, name))
            other ??= Unescaped(ref reader).ToArray();
    }

    private static ReadOnlySpan<byte> Unescaped(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan;
        byte[] text = new byte[reader.ValueSpan.Length];
        return text.AsSpan(0, reader.CopyString(text));
    }

    private readonly record struct Level(int Length, bool IsList, int Index);
}

/// <summary>A value of a line that begins as an encrypted one does.</summary>
/// <param name="Start">Where its quote begins.</param>
/// <param name="End">Where its closing quote has ended.</param>
/// <param name="Pointer">The JSON pointer of the member, in UTF-8.</param>
internal readonly record struct EncryptedMember(int Start, int End, byte[] Pointer);
