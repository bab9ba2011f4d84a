using System.Runtime.CompilerServices;
using TradingLogging.Masking;

namespace TradingLogging.Json;

/// <summary>The members of the objects of a line with their names, and the elements of its lists.</summary>
/// <remarks>Nearly all members have a short value and a name that was written before. Both are then written in one
/// step, and counted afterwards.</remarks>
internal sealed partial class JsonLine
{
    private const int ShortMember = EncodedNames.LongestKept + ShortValue.Longest;

    private readonly EncodedNames _firstNames = new();
    private readonly EncodedNames _laterNames = new();
    private ReservedNames _reserved = ReservedNames.None;

    /// <summary>The members that were written under another name than the caller's; null when there are none.</summary>
    public List<RenamedMember>? RenamedMembers { get; private set; }

    private bool IsRoomForShort
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !IsFull && _nodesLeft > 0 && Limit - Buffer.Length >= ShortMember;
    }

    /// <summary>Writes a member of the innermost object; nothing when the line is full.</summary>
    public void Member<T>(string name, T value)
    {
        if (IsRoomForShort
            && TryFormatName(name, out Span<byte> rest, out int start)
            && ShortValue.TryFormat(rest, value, out int length))
        {
            Keep(start + length);
        }
        else
        {
            LongMember(name, value);
        }
    }

    /// <inheritdoc cref="Member{T}(string, T)"/>
    public void Member(string name, string? value)
    {
        if (value is not null
            && IsRoomForShort
            && TryFormatName(name, out Span<byte> rest, out int start)
            && PlainText.TryFormat(rest, value.AsSpan(), out int length))
        {
            Keep(start + length);
        }
        else
        {
            LongMember(name, value);
        }
    }

    /// <summary>Has the names of the innermost object checked from here on, because its source may give a name twice,
    /// or two that differ in case only.</summary>
    public void CheckNames() => _open[_depth].ChecksNames = true;

    /// <summary>Has the names of the innermost object checked from here on, beginning with those that are written
    /// already.</summary>
    /// <param name="written">The names of the members so far.</param>
    public void CheckNames(ReadOnlySpan<string> written)
    {
        CheckNames();
        ref JsonScope scope = ref _open[_depth];
        scope.Names ??= new UniqueNames();
        foreach (string name in written)
            scope.Names.Take(name);
    }

    /// <summary>Writes a member whose value could not be read.</summary>
    public void MemberError(string name, Exception error)
    {
        if (!TryBegin(out LineState state))
            return;
        if (Name(name) is SecretKind.None or SecretKind.Weak)
            ErrorNote(error);
        else
            WriteText(SecretMask.Mark.AsSpan());
        Finish(state);
    }

    /// <summary>Writes a member whose value was not read, because the time for the caller's code is over.</summary>
    public void MemberTooLate(string name) => MemberError(name, new TimeLimitException());

    /// <summary>Notes that reading the members of the innermost object ended with an exception.</summary>
    public void MembersEndedBy(Exception error) => MemberError(ErrorName, error);

    /// <summary>Writes an element of the innermost list.</summary>
    /// <param name="value">The element.</param>
    /// <param name="isSecret">Whether the element before it names it as a secret.</param>
    public void Element(object? value, bool isSecret = false)
    {
        if (!TryBegin(out LineState state))
            return;
        try
        {
            Separate();
            if (isSecret)
                Masked(string.Empty, value, SecretKind.Hard);
            else
                JsonValueWriter.Write(this, value);
        }
        catch
        {
            Restore(state);
            throw;
        }

        Finish(state);
    }

    /// <summary>Notes that reading the elements of the innermost list ended with an exception.</summary>
    public void ElementsEndedBy(Exception error)
    {
        if (!TryBegin(out LineState state))
            return;
        Separate();
        ErrorNote(error);
        Finish(state);
    }

    /// <summary>Whether an element of a list is an option of a command line, such as <c>--password</c>, whose value is
    /// the next element and a secret.</summary>
    public bool IsSecretOption(object? element) =>
        element is string { Length: > 2 } text
        && text[0] == '-'
        && (text[1] == '-' || char.IsLetter(text[1]))
        && _mask.IsSecret(text);

    private void LongMember<T>(string name, T value)
    {
        if (!TryBegin(out LineState state))
            return;
        try
        {
            SecretKind kind = Name(name);
            if (kind == SecretKind.None)
                JsonValueWriter.Write(this, value);
            else
                Masked(name, value, kind);
        }
        catch
        {
            Restore(state);
            throw;
        }

        Finish(state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryFormatName(string name, out Span<byte> rest, out int length)
    {
        ref JsonScope scope = ref _open[_depth];
        EncodedNames known = scope.HasMembers ? _laterNames : _firstNames;
        rest = Buffer.GetSpan(ShortMember);
        bool isKnown = known.TryFormat(rest, name, out length, out bool isSecret) && !isSecret && !scope.ChecksNames;
        rest = rest.Slice(length);
        return isKnown;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Keep(int length)
    {
        _nodesLeft--;
        _open[_depth].HasMembers = true;
        Buffer.Advance(length);
    }

    /// <returns>How surely the name says that its value is a secret.</returns>
    private SecretKind Name(string name)
    {
        ref JsonScope scope = ref _open[_depth];
        EncodedNames known = scope.HasMembers ? _laterNames : _firstNames;
        if (!scope.ChecksNames && known.TryWrite(Buffer, name, out bool isSecret))
        {
            scope.HasMembers = true;
            return isSecret ? KindOf(name) : SecretKind.None;
        }

        int start = Buffer.Length;
        Separate();
        Text(NameInScope(name));
        Buffer.Write(": "u8);
        SecretKind kind = KindOf(name);
        if (!scope.ChecksNames && !MayBeRenamed(name))
        {
            known.Remember(
                name,
                Buffer.Written.Slice(start),
                kind != SecretKind.None || LabelledMembers.Concerns(name));
        }

        return kind;
    }

    private SecretKind KindOf(string name)
    {
        SecretKind kind = _mask.KindOf(name);
        return kind is SecretKind.None or SecretKind.Weak && _open[_depth].Labelled.Note(name, Buffer, _mask)
            ? SecretKind.Hard
            : kind;
    }

    private bool MayBeRenamed(string name) => IsMadeHere(name) || name.Length == 0 || _reserved.Concerns(name);

    // Most sources cannot give a name twice. Then only the names that this line makes itself have to be checked.
    private string NameInScope(string name)
    {
        ref JsonScope scope = ref _open[_depth];
        string written = name.Length == 0 ? RenamedMember.Unnamed : name;
        bool check = scope.ChecksNames || IsMadeHere(written);
        if (_depth == 1)
        {
            if (_reserved.Contains(written))
                written = _reserved.Rename(written);
            check |= _reserved.Concerns(written);
        }

        if (check)
            written = (scope.Names ??= new UniqueNames()).Take(written);
        if (!ReferenceEquals(written, name) && !name.StartsWith(ErrorName, StringComparison.Ordinal))
            (RenamedMembers ??= []).Add(new RenamedMember(name, written));
        return written;
    }

    private static bool IsMadeHere(string name) =>
        name.StartsWith(ErrorName, StringComparison.Ordinal)
            || name.StartsWith(RenamedMember.Unnamed, StringComparison.Ordinal);
}
