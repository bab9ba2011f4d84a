using TradingLogging.Formatting;
using TradingLogging.Json;
using TradingLogging.Text;

namespace TradingLogging.Encryption.Writing;

/// <summary>Goes through a line once, finds the values of named members, and writes two lines: with cipher texts and
/// with masks in their places.</summary>
/// <param name="names">The names.</param>
/// <param name="line">The line as <see cref="TradeLineWriter"/> writes it.</param>
/// <param name="stored">Receives the line with cipher texts.</param>
/// <param name="shown">Receives the line with masks.</param>
internal ref struct LineEncryption(
    EncryptedNames names, ReadOnlySpan<byte> line, Utf8Buffer stored, Utf8Buffer shown)
{
    private readonly ReadOnlySpan<byte> _line = line;
    private readonly LineEncryptionTools _tools = LineEncryptionTools.Begin();
    private int _at = 1;
    private int _copied;
    private int _valueEnd;
    private ReadOnlySpan<byte> _name;

    /// <summary>The key that the line uses; null before the first value.</summary>
    public ContentKey? Key { get; private set; }

    private static ReadOnlySpan<byte> Mask => "\"***\""u8;

    /// <summary>Goes on to the next value to be encrypted.</summary>
    public bool TryFind()
    {
        while (_at < _line.Length && _tools.Depth >= 0)
        {
            switch (_line[_at])
            {
                case (byte)',' or (byte)' ':
                    _at++;
                    break;
                case (byte)'}' or (byte)']':
                    _at++;
                    _tools.Depth--;
                    break;
                case (byte)'"' when !_tools.Level.IsList:
                    if (IsEncryptedMember())
                        return true;
                    break;
                default:
                    PassElement();
                    break;
            }
        }

        return false;
    }

    /// <summary>Encrypts the value that was found.</summary>
    public void Replace(ContentKey key)
    {
        Key = key;
        ReadOnlySpan<byte> plain = _line[_at.._valueEnd];
        CopyUntil(_at);
        _tools.BeginPointer();
        JsonPointer.AddName(_tools.Pointer, _tools.Unescaped(_name));
        _tools.Bound.Clear();
        AssociatedData.Write(
            _tools.Bound,
            TradeLineFormat.TimestampOf(_line),
            _tools.Action(TradeLineFormat.ActionOf(_line)),
            _tools.Pointer.Written,
            key.Id);
        Span<byte> data = _tools.Room(EncryptedValue.NonceSize + plain.Length + EncryptedValue.TagSize);
        key.Encrypt(plain, _tools.Bound.Written, data);
        int length = EncryptedValue.LengthOf(plain.Length);
        stored.Write((byte)'"');
        EncryptedValue.Write(stored.GetSpan(length), key.Id, data);
        stored.Advance(length);
        stored.Write((byte)'"');
        shown.Write(Mask);
        _at = _copied = _valueEnd;
    }

    /// <summary>Writes the rest of the line.</summary>
    /// <returns>Whether a value was encrypted. If not, nothing was written.</returns>
    public bool Finish()
    {
        if (Key is null)
            return false;
        CopyUntil(_line.Length);
        return true;
    }

    private void CopyUntil(int end)
    {
        stored.Write(_line[_copied..end]);
        shown.Write(_line[_copied..end]);
    }

    private bool IsEncryptedMember()
    {
        int nameEnd = JsonExtent.EndOfText(_line, _at + 1);
        _name = _line[(_at + 1)..nameEnd];
        ulong state = names.Enter(_tools.Level.State, _name, _tools.Depth == 0, out bool isEncrypted);
        _at = nameEnd + 1;
        while (_line[_at] is (byte)':' or (byte)' ')
            _at++;
        if (isEncrypted)
        {
            _valueEnd = JsonExtent.EndOfValue(_line, _at);
            return true;
        }

        if (_line[_at] is (byte)'{' or (byte)'[')
        {
            _tools.BeginPointer();
            JsonPointer.AddName(_tools.Pointer, _tools.Unescaped(_name));
            _tools.Open(state, isList: _line[_at++] == '[');
        }
        else
        {
            PassScalar();
        }

        return false;
    }

    // A list counts as the member that holds it.
    private void PassElement()
    {
        ref LineEncryptionTools.OpenLevel list = ref _tools.Level;
        int index = list.Index++;
        if (_line[_at] is (byte)'{' or (byte)'[')
        {
            _tools.BeginPointer();
            JsonPointer.AddIndex(_tools.Pointer, index);
            _tools.Open(list.State, isList: _line[_at++] == '[');
        }
        else
        {
            PassScalar();
        }
    }

    private void PassScalar() => _at = _line[_at] == '"'
        ? JsonExtent.EndOfText(_line, _at + 1) + 1
        : JsonExtent.EndOfValue(_line, _at);
}

/// <summary>What a thread needs to encrypt a line, kept for the next one.</summary>
internal sealed class LineEncryptionTools
{
    [ThreadStatic]
    private static LineEncryptionTools? t_tools;

    private readonly Utf8Buffer _data = new();
    private readonly Utf8Buffer _name = new();
    private readonly Utf8Buffer _action = new();
    private OpenLevel[] _levels = new OpenLevel[16];

    private LineEncryptionTools()
    {
    }

    /// <summary>The JSON pointer that is being made.</summary>
    public Utf8Buffer Pointer { get; } = new();

    /// <summary>What a value is bound to.</summary>
    public Utf8Buffer Bound { get; } = new();

    /// <summary>How many objects and lists are open in that of the line; -1 when it is closed.</summary>
    public int Depth { get; set; }

    /// <summary>The innermost object or list that is open.</summary>
    public ref OpenLevel Level => ref _levels[Depth];

    /// <summary>The tools of this thread, for a new line. Encryption calls no code of others, so it is never called
    /// inside itself.</summary>
    public static LineEncryptionTools Begin()
    {
        LineEncryptionTools tools = t_tools ??= new LineEncryptionTools();
        tools.Depth = 0;
        tools.Pointer.Clear();
        tools._action.Clear();
        tools.Level = default;
        return tools;
    }

    /// <summary>Opens an object or a list, which <see cref="Pointer"/> leads to.</summary>
    public void Open(ulong state, bool isList)
    {
        if (++Depth == _levels.Length)
            Array.Resize(ref _levels, 2 * Depth);
        Level = new OpenLevel { State = state, IsList = isList, PointerLength = Pointer.Length };
    }

    /// <summary>Has <see cref="Pointer"/> lead to the innermost object or list.</summary>
    public void BeginPointer() => Pointer.Truncate(Level.PointerLength);

    /// <summary>The text of a name.</summary>
    public ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> name)
    {
        _name.Clear();
        JsonText.Unescape(name, _name);
        return _name.Written;
    }

    /// <summary>The text of the line's action.</summary>
    public ReadOnlySpan<byte> Action(ReadOnlySpan<byte> encoded)
    {
        if (_action.Length == 0)
            JsonText.Unescape(encoded, _action);
        return _action.Written;
    }

    /// <summary>Room for nonce, cipher text and tag.</summary>
    public Span<byte> Room(int length)
    {
        _data.Clear();
        return _data.GetSpan(length)[..length];
    }

    /// <summary>An object or a list that is open.</summary>
    internal struct OpenLevel
    {
        /// <summary>Which names have led here.</summary>
        public ulong State;

        /// <summary>Whether it is a list.</summary>
        public bool IsList;

        /// <summary>The index of the next element.</summary>
        public int Index;

        /// <summary>The length of its JSON pointer.</summary>
        public int PointerLength;
    }
}
