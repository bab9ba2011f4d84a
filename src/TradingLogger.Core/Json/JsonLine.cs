using System.Diagnostics.CodeAnalysis;
using TradingLogging.Formatting;
using TradingLogging.Json.Converters;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Json;

/// <summary>The line being written: its bounds, the objects it is inside of, and the names they have so far. Each
/// buffer has one and uses it again and again.</summary>
/// <remarks>A value that would pass the end is taken back whole or cut, then nothing more is written but what closes
/// the line. Room for that is kept free all the way.</remarks>
internal sealed partial class JsonLine
{
    private const string CycleNote = "<cycle>";
    private const string DepthNote = "<depth limit>";
    private const string TimeNote = "<time limit>";
    private const string ErrorName = "<error>";

    // A secret that begins before the end of the line is recognised by what comes behind it.
    private const int LookedAtBeyondTheEnd = 4096;

    private readonly EncodedNames _firstNames = new();
    private readonly EncodedNames _laterNames = new();

    private JsonScope[] _open = [];
    private int _depth;
    private int _maxDepth;
    private int _nodesLeft;
    private int _kept;
    private bool _hasEventTime;
    private SecretMask _mask = SecretMask.Default;
    private bool _isChained;
    private List<string>? _renamed;

    private JsonLine(Utf8Buffer buffer) => Buffer = buffer;

    public Utf8Buffer Buffer { get; }

    public LineEnvelope Envelope { get; } = new();

    /// <summary>How long the caller's own code has taken.</summary>
    public UserCodeBudget UserCodeBudget { get; } = new();

    /// <summary>The length that the buffer may reach, with room kept for closing everything that is open.</summary>
    public int End { get; private set; }

    /// <summary>Whether nothing more goes in.</summary>
    public bool IsFull { get; private set; }

    public bool IsTruncated { get; private set; }

    public TradeLineNotes Notes => new(_renamed, IsTruncated);

    private static ReadOnlySpan<byte> Separator => ", "u8;

    private static ReadOnlySpan<byte> TruncationMark => ", \"truncated\": true"u8;

    /// <summary>Takes the buffer's line. A getter of the caller's that writes to the same buffer finds none and gets its
    /// own.</summary>
    public static JsonLine Rent(Utf8Buffer buffer, TradeLineLimits limits, SecretMask mask, bool isChained = false)
    {
        JsonLine line = buffer.SpareLine ?? new JsonLine(buffer);
        buffer.SpareLine = null;
        line._isChained = isChained;
        line.Begin(limits);
        if (!ReferenceEquals(line._mask, mask))
            line.Use(mask);
        return line;
    }

    /// <summary>Gives the line back. One that was not closed leaves nothing in the buffer.</summary>
    public void Return()
    {
        CloseTo(0);
        Buffer.Truncate(_kept);
        _renamed = null;
        Buffer.SpareLine = this;
    }

    /// <summary>Opens the line's own object, whose members are those of <paramref name="data"/>.</summary>
    public void OpenEnvelope(object? data, bool hasEventTime)
    {
        _hasEventTime = hasEventTime;
        ref JsonScope scope = ref _open[++_depth];
        scope.Container = data;
        scope.HasMembers = true;
    }

    public void CloseEnvelope()
    {
        _open[_depth].Labelled.Close(Buffer, End, _mask);
        if (IsTruncated)
            Buffer.Write(TruncationMark);
        Buffer.Write((byte)'}');
        _kept = Buffer.Length;
    }

    /// <summary>Opens an object or list, or writes why it is not gone into.</summary>
    /// <returns>Whether it is open, and is to be closed.</returns>
    public bool TryOpen(object container, char bracket)
    {
        for (int i = 1; i <= _depth; i++)
        {
            if (ReferenceEquals(_open[i].Container, container))
            {
                Text(CycleNote);
                return false;
            }
        }

        if (_depth == _maxDepth)
        {
            Text(DepthNote);
            IsTruncated = true;
            return false;
        }

        _open[++_depth].Container = container;
        Buffer.Write((byte)bracket);
        End--;
        return true;
    }

    public void Close(char bracket)
    {
        _open[_depth].Labelled.Close(Buffer, End, _mask);
        CloseTo(_depth - 1);
        Buffer.Write((byte)bracket);
    }

    /// <summary>Has the names of the innermost object checked, from its first member on.</summary>
    public void CheckNames() => _open[_depth].ChecksNames = true;

    public void MemberError(string name, Exception error)
    {
        if (!TryBegin(out int start))
            return;
        if (Name(name))
            WriteText(SecretMask.Mark.AsSpan());
        else
            ErrorNote(error);
        Finish(start);
    }

    /// <summary>Notes that there was no time left to ask for a member's value.</summary>
    public void MemberTooLate(string name) => MemberError(name, new OutOfTimeException());

    public void Element(object? value)
    {
        if (!TryBegin(out int start))
            return;
        Separate();
        JsonValueWriter.Write(this, value);
        Finish(start);
    }

    /// <summary>Writes an element of a list that stands behind the name of a secret.</summary>
    public void SecretElement(object? value)
    {
        if (!TryBegin(out int start))
            return;
        Separate();
        Masked(value);
        Finish(start);
    }

    /// <summary>Whether an element of a list is an option of a command line, as <c>--password</c>, whose value is the next
    /// element and a secret.</summary>
    public bool IsSecretOption(object? element) =>
        element is string { Length: > 2 } text && text[0] == '-' && (text[1] == '-' || char.IsLetter(text[1])) && _mask.IsSecret(text);

    /// <summary>Notes that the members of the innermost object could not be had to the end.</summary>
    public void MembersEndedBy(Exception error) => MemberError(ErrorName, error);

    /// <summary>Notes that the elements of the innermost list could not be had to the end.</summary>
    public void ElementsEndedBy(Exception error)
    {
        if (!TryBegin(out int start))
            return;
        Separate();
        ErrorNote(error);
        Finish(start);
    }

    /// <summary>Writes a string value without its secrets, cut to what fits.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        if (PlainText.TryFormat(Buffer.GetSpan(ShortValue.Longest), text, out int length) && Buffer.Length + length <= End)
            Buffer.Advance(length);
        else
            TextToLookAt(text);
    }

    /// <inheritdoc cref="Text(ReadOnlySpan{char})"/>
    public void Text(string text) => Text(text.AsSpan());

    /// <summary>Writes bytes as base64, cut to what fits.</summary>
    public void Base64(ReadOnlySpan<byte> bytes)
    {
        if (!JsonStringWriter.TryWriteBase64(Buffer, bytes, End))
            Stop();
    }

    /// <summary>Remembers that something was left out that is no matter of room.</summary>
    public void MarkTruncated() => IsTruncated = true;

    /// <summary>Writes the value of an object that may throw, and a note in its place if it does.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Any error of the caller's object is told in its place.")]
    public void Guarded(object value)
    {
        int start = Buffer.Length;
        int depth = _depth;
        try
        {
            JsonValueWriter.WriteObject(this, value);
        }
        catch (Exception error)
        {
            CloseTo(depth);
            Buffer.Truncate(start);
            ErrorNote(error);
        }
    }

    private void MemberToLookAt<T>(string name, T value)
    {
        if (!TryBegin(out int start))
            return;
        if (Name(name))
            Masked(value);
        else
            JsonValueWriter.Write(this, value);
        Finish(start);
    }

    private void TextToLookAt(ReadOnlySpan<char> text)
    {
        int most = Math.Max(0, End - Buffer.Length) + LookedAtBeyondTheEnd;
        bool isLong = text.Length > most;
        if (_mask.MaskOrNull(isLong ? text.Slice(0, most) : text) is not { } masked)
        {
            WriteText(text);
            return;
        }

        WriteText(masked.AsSpan());
        IsTruncated |= isLong;
    }

    private void WriteText(ReadOnlySpan<char> text)
    {
        if (!JsonStringWriter.TryWrite(Buffer, text, End))
            Stop();
    }

    // What is nothing, yes or no is no secret.
    private void Masked<T>(T value)
    {
        object? content = ValueConverter.Unwrap(value);
        if (content is null or bool)
            JsonValueWriter.Write(this, content);
        else
            WriteText(SecretMask.Mark.AsSpan());
    }

    private void Use(SecretMask mask)
    {
        _mask = mask;
        _firstNames.Clear();
        _laterNames.Clear();
        Envelope.ForgetActions();
    }

    private void Begin(TradeLineLimits limits)
    {
        _kept = Buffer.Length;
        End = Buffer.Length + limits.MaxBytes - TruncationMark.Length - 1;
        IsFull = IsTruncated = false;
        _nodesLeft = limits.MaxNodes;
        UserCodeBudget.Reset();
        _maxDepth = limits.MaxDepth;
        if (_open.Length <= _maxDepth)
            _open = new JsonScope[_maxDepth + 1];
    }

    private bool TryBegin(out int start)
    {
        start = Buffer.Length;
        if (IsFull)
            return false;
        if (_nodesLeft-- == 0)
        {
            Stop();
            return false;
        }

        return true;
    }

    private void Separate()
    {
        ref JsonScope scope = ref _open[_depth];
        if (scope.HasMembers)
            Buffer.Write(Separator);
        scope.HasMembers = true;
    }

    private void Finish(int start)
    {
        if (Buffer.Length <= End)
            return;
        Buffer.Truncate(start);
        Stop();
    }

    private void Stop() => IsFull = IsTruncated = true;

    /// <returns>Whether the name says that its value is a secret.</returns>
    private bool Name(string name)
    {
        ref JsonScope scope = ref _open[_depth];
        EncodedNames known = scope.HasMembers ? _laterNames : _firstNames;
        if (!scope.ChecksNames && known.TryWrite(Buffer, name, out bool isSecret))
        {
            scope.HasMembers = true;
            return isSecret && IsSecret(name);
        }

        int start = Buffer.Length;
        Separate();
        Text(NameInScope(name));
        Buffer.Write(": "u8);
        isSecret = IsSecret(name);
        if (!scope.ChecksNames && !IsSpecial(name))
            known.Remember(name, Buffer.Written.Slice(start), isSecret || LabelledMembers.Concerns(name));
        return isSecret;
    }

    private bool IsSecret(string name) => _mask.IsSecret(name) || _open[_depth].Labelled.Note(name, Buffer, _mask);

    // Names that may have to be written otherwise in another place.
    private static bool IsSpecial(string name) =>
        TradeLineFormat.IsOwnName(name, hasEventTime: true)
        || TradeLineFormat.IsChainName(name)
        || name.StartsWith(ErrorName, StringComparison.Ordinal)
        || name.StartsWith(TradeLineFormat.DataPrefix, StringComparison.Ordinal);

    // Most sources cannot give a name twice. Only the names that this line makes itself are then worth a look.
    private string NameInScope(string name)
    {
        ref JsonScope scope = ref _open[_depth];
        bool check = scope.ChecksNames || name.StartsWith(ErrorName, StringComparison.Ordinal);
        if (_depth == 1)
        {
            if (TradeLineFormat.IsOwnName(name, _hasEventTime) || (_isChained && TradeLineFormat.IsChainName(name)))
            {
                (_renamed ??= []).Add(name);
                name = TradeLineFormat.DataPrefix + name;
            }

            check |= name.StartsWith(TradeLineFormat.DataPrefix, StringComparison.Ordinal);
        }

        return check ? (scope.Names ??= new UniqueNames()).Take(name) : name;
    }

    private void ErrorNote(Exception error)
    {
        bool isLate = error is OutOfTimeException;
        IsTruncated |= isLate;
        Text(isLate ? TimeNote : ErrorText.NoteOf(error));
    }

    private void CloseTo(int depth)
    {
        while (_depth > depth)
        {
            _open[_depth--].Clear();
            End++;
        }
    }
}
