using System.Globalization;
using TradingLogging.Json.Converters;
using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Json;

/// <summary>The line that is being written: its bounds, the objects that are open, and the names that they have so far.
/// Belongs to one buffer and is used again and again.</summary>
/// <remarks>A value that would exceed the limit is removed or cut, and then only the end of the line is written. Room
/// for the end is always kept free. After an exception the line has only whole values.</remarks>
internal sealed partial class JsonLine(Utf8Buffer buffer)
{
    private const string CycleNote = "<cycle>";
    private const string DepthNote = "<depth limit>";
    private const string TimeNote = "<time limit>";
    private const string ErrorName = "<error>";

    // A secret that begins before the limit is recognised by what follows it.
    private const int ReadBeyondTheLimit = 4096;

    private JsonScope[] _open = [];
    private int _depth;
    private int _maxDepth;
    private int _nodesLeft;
    private int _kept;
    private SecretMask _mask = SecretMask.Default;

    /// <summary>Where the line is written.</summary>
    public Utf8Buffer Buffer { get; } = buffer;

    /// <summary>How long the caller's code has run for this line.</summary>
    public UserCodeBudget UserCodeBudget { get; } = new();

    /// <summary>The length that the buffer may reach. Room to close all that is open is kept beyond it.</summary>
    public int Limit { get; private set; }

    /// <summary>Whether nothing more is written.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether something was cut or left out.</summary>
    public bool IsTruncated { get; private set; }

    private static ReadOnlySpan<byte> Separator => ", "u8;

    private static ReadOnlySpan<byte> TruncationMark => ", \"truncated\": true"u8;

    /// <summary>Begins a line after the content of the buffer.</summary>
    /// <param name="maxBytes">The longest line, in bytes.</param>
    /// <param name="maxDepth">How many objects and lists may be open at once.</param>
    /// <param name="maxNodes">How many members and elements the line may have.</param>
    /// <param name="mask">Knows the names of secrets.</param>
    /// <param name="reserved">The names that members of the line's own object cannot have.</param>
    public void Begin(int maxBytes, int maxDepth, int maxNodes, SecretMask mask, ReservedNames reserved)
    {
        _kept = Buffer.Length;
        Limit = Buffer.Length + maxBytes - TruncationMark.Length - 1;
        IsFull = IsTruncated = false;
        _nodesLeft = maxNodes;
        _maxDepth = maxDepth;
        if (!ReferenceEquals(_reserved, reserved))
            _reserved = reserved;
        UserCodeBudget.Reset();
        if (_open.Length <= maxDepth)
            _open = new JsonScope[maxDepth + 1];
        if (ReferenceEquals(_mask, mask))
            return;
        _mask = mask;
        _firstNames.Clear();
        _laterNames.Clear();
    }

    /// <summary>Ends the line. One that was not closed leaves nothing in the buffer.</summary>
    public void End()
    {
        CloseTo(0);
        Buffer.Truncate(_kept);
        if (RenamedMembers is not null)
            RenamedMembers = null;
    }

    /// <summary>Opens the line's own object, whose first members have been or will be written by the caller.</summary>
    /// <param name="data">The object whose members follow; null when there is none.</param>
    /// <param name="hasMembers">Whether the caller writes a member first.</param>
    public void OpenRoot(object? data, bool hasMembers = true)
    {
        ref JsonScope scope = ref _open[++_depth];
        scope.Container = data;
        scope.Start = Buffer.Length;
        scope.HasMembers = hasMembers;
    }

    /// <summary>Closes the line's own object. From here on <see cref="End"/> keeps the line.</summary>
    /// <param name="marksTruncation">Whether a line in which something was cut says so.</param>
    public void CloseRoot(bool marksTruncation = true)
    {
        _open[_depth].Labelled.Close(Buffer, Limit, _mask);
        if (IsTruncated && marksTruncation)
            Buffer.Write(TruncationMark);
        Buffer.Write((byte)'}');
        _kept = Buffer.Length;
    }

    /// <summary>Opens an object or a list, or writes why it is not entered.</summary>
    /// <returns>Whether it is open, and has to be closed.</returns>
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

        ref JsonScope scope = ref _open[++_depth];
        scope.Container = container;
        scope.Start = Buffer.Length;
        Buffer.Write((byte)bracket);
        Limit--;
        return true;
    }

    /// <summary>Closes the innermost object or list.</summary>
    public void Close(char bracket)
    {
        _open[_depth].Labelled.Close(Buffer, Limit, _mask);
        CloseTo(_depth - 1);
        Buffer.Write((byte)bracket);
    }

    /// <summary>Writes a string value without its secrets, cut to what fits.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        if (PlainText.TryFormat(Buffer.GetSpan(ShortValue.Longest), text, out int length)
            && Buffer.Length + length <= Limit)
        {
            Buffer.Advance(length);
        }
        else
        {
            LongText(text);
        }
    }

    /// <inheritdoc cref="Text(ReadOnlySpan{char})"/>
    public void Text(string text) => Text(text.AsSpan());

    /// <summary>Writes bytes as base64, cut to what fits.</summary>
    public void Base64(ReadOnlySpan<byte> bytes)
    {
        if (!JsonStringWriter.TryWriteBase64(Buffer, bytes, Limit))
            Stop();
    }

    /// <summary>Notes that something was left out for another reason than room.</summary>
    public void MarkTruncated() => IsTruncated = true;

    /// <summary>Writes a value whose own code may throw, and a note in its place if it does.</summary>
    /// <param name="value">The value.</param>
    /// <param name="converter">The converter of its type.</param>
    public void Guarded(object value, ValueConverter converter)
    {
        int start = Buffer.Length;
        int depth = _depth;
        try
        {
            JsonValueWriter.WriteObject(this, value, converter);
        }
        catch (Exception error) when (UserCodeBudget.IsOfTheCaller(error))
        {
            CloseTo(depth);
            Buffer.Truncate(start);
            ErrorNote(error);
        }
    }

    private void LongText(ReadOnlySpan<char> text)
    {
        int most = Math.Max(0, Limit - Buffer.Length) + ReadBeyondTheLimit;
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
        if (!JsonStringWriter.TryWrite(Buffer, text, Limit))
            Stop();
    }

    // Null, booleans and what is harmless under the name are not masked.
    private void Masked<T>(string name, T value, SecretKind kind)
    {
        object? content = ValueConverter.Unwrap(value);
        bool isHarmless = content is null or bool && (kind & SecretKind.Whole) == 0;
        if (isHarmless || (content is not null && !IsSecret(name, content, kind)))
            JsonValueWriter.Write(this, content);
        else
            WriteText(SecretMask.Mark.AsSpan());
    }

    private bool IsSecret(string name, object content, SecretKind kind)
    {
        string? text = content as string
            ?? (content is IConvertible number and not char ? number.ToString(CultureInfo.InvariantCulture) : null);
        if (text is null)
            return kind != SecretKind.Weak;
        return kind.IsSecret(text.AsSpan())
            && !((kind & SecretKind.Soft) != 0
                && SecretKinds.IsCoin(text.AsSpan())
                && SecretNames.MayBeCoin(name.AsSpan())
                && NamesCoin());
    }

    // A coin is named behind its symbol or its chain.
    private bool NamesCoin()
    {
        ReadOnlySpan<byte> members = Buffer.Written.Slice(_open[_depth].Start);
        return members.IndexOf("symbol\": "u8) >= 0
            || members.IndexOf("chain\": "u8) >= 0
            || members.IndexOf("Symbol\": "u8) >= 0;
    }

    private bool TryBegin(out LineState state)
    {
        state = new LineState(Buffer.Length, _depth, _open[_depth].HasMembers);
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

    private void Finish(in LineState state)
    {
        if (Buffer.Length <= Limit)
            return;
        Restore(state);
        Stop();
    }

    private void Restore(in LineState state)
    {
        CloseTo(state.Depth);
        Buffer.Truncate(state.Length);
        _open[_depth].HasMembers = state.HasMembers;
    }

    private void Stop() => IsFull = IsTruncated = true;

    private void ErrorNote(Exception error)
    {
        bool isLate = error is TimeLimitException;
        IsTruncated |= isLate;
        Text(isLate ? TimeNote : ErrorText.NoteOf(error));
    }

    private void CloseTo(int depth)
    {
        while (_depth > depth)
        {
            _open[_depth--].Clear();
            Limit++;
        }
    }

    /// <summary>The state before a member or an element, to which the line returns when it is removed.</summary>
    private readonly record struct LineState(int Length, int Depth, bool HasMembers);
}
