using System.Text;
using TradingLogging.Masking;

namespace TradingLogging.Json;

/// <summary>The texts that a mask has changed in an object: what they were, and what stands there now.</summary>
internal static class MaskedTexts
{
    private const int ShortestFirst = 8;

    private static readonly char[] Ends = ['&', ';', ',', ' '];

    /// <summary>Compares an object with itself without a mask, value by value.</summary>
    /// <param name="masked">The object or a value, as <see cref="JsonLine"/> writes it.</param>
    /// <param name="plain">The same without a mask.</param>
    public static List<KeyValuePair<string, string>> Find(ReadOnlySpan<byte> masked, ReadOnlySpan<byte> plain)
    {
        var found = new List<KeyValuePair<string, string>>();
        var one = new Tokens(masked);
        var other = new Tokens(plain);
        while (one.TryNext() && other.TryNext())
        {
            if (one.Current.SequenceEqual(other.Current))
                continue;
            if (other.IsText && one.IsText)
                AddChanged(found, one.Text, other.Text);
            else
                AddAll(found, ref other);
        }

        return found;
    }

    // A value that is masked as a whole: all that it holds, but for the names.
    private static void AddAll(List<KeyValuePair<string, string>> found, ref Tokens tokens)
    {
        int depth = 0;
        do
        {
            depth += tokens.Current[0] switch
            {
                (byte)'{' or (byte)'[' => 1,
                (byte)'}' or (byte)']' => -1,
                _ => 0,
            };
            if (tokens.IsValue)
                Add(found, tokens.Text, SecretMask.Mark);
        }
        while (depth > 0 && tokens.TryNext());
    }

    // Of "key=abc" that became "key=***", "abc" too: a message may have been made of a part.
    private static void AddChanged(List<KeyValuePair<string, string>> found, string shown, string text)
    {
        Add(found, text, shown);
        string[] kept = shown.Split([SecretMask.Mark], StringSplitOptions.None);
        int start = kept[0].Length;
        for (int part = 1; part < kept.Length && start <= text.Length; part++)
        {
            int end = kept[part].Length == 0 ? text.Length : text.IndexOf(kept[part], start, StringComparison.Ordinal);
            if (end < 0)
                return;
            Add(found, text[start..end], SecretMask.Mark);
            // Some secrets are masked with what follows them, as a header in a URL's query.
            int first = text.IndexOfAny(Ends, start, end - start);
            if (first - start >= ShortestFirst)
                Add(found, text[start..first], SecretMask.Mark);
            start = end + kept[part].Length;
        }
    }

    private static void Add(List<KeyValuePair<string, string>> found, string text, string shown)
    {
        if (text.Trim().Length > 0)
            found.Add(new(text, shown));
    }

    // Brackets, texts with their quotes, names among them, numbers and words.
    private ref struct Tokens(ReadOnlySpan<byte> json)
    {
        private readonly ReadOnlySpan<byte> _json = json;
        private int _start;
        private int _end;

        public readonly ReadOnlySpan<byte> Current => _json[_start.._end];

        public readonly bool IsText => Current[0] == '"';

        // Not the names inside a value that is masked as a whole.
        public readonly bool IsValue =>
            Current[0] is not ((byte)'{' or (byte)'}' or (byte)'[' or (byte)']')
            && !(_end < _json.Length && _json[_end] == ':');

        public readonly string Text => IsText
            ? EncodedMember.Decode(Current[1..^1])
            : Encoding.ASCII.GetString(Current.ToArray());

        public bool TryNext()
        {
            _start = _end;
            while (_start < _json.Length && _json[_start] is (byte)',' or (byte)' ' or (byte)':')
                _start++;
            _end = _start;
            if (_start >= _json.Length)
                return false;
            if (_json[_end++] is (byte)'{' or (byte)'}' or (byte)'[' or (byte)']')
                return true;
            if (_json[_start] == '"')
            {
                while (_end < _json.Length && _json[_end] != '"')
                    _end += _json[_end] == '\\' ? 2 : 1;
                _end = Math.Min(_json.Length, _end + 1);
            }
            else
            {
                int length = _json[_end..].IndexOfAny(", ]}"u8);
                _end = length < 0 ? _json.Length : _end + length;
            }

            return true;
        }
    }
}
