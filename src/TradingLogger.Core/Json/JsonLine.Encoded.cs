namespace TradingLogging.Json;

/// <summary>Members that were encoded before and are written into many lines.</summary>
internal sealed partial class JsonLine
{
    // More members than that in one context are rare and take memory of their own.
    private const int ManyEncoded = 64;

    /// <summary>Writes those members that the line's own object does not have yet, in whatever case.</summary>
    public void MissingMembers(EncodedMember[] members)
    {
        Span<bool> isThere = members.Length <= ManyEncoded ? stackalloc bool[ManyEncoded] : new bool[members.Length];
        var scan = new MemberScan(Buffer.Written.Slice(_open[_depth].Start));
        while (scan.TryNext())
        {
            bool isEscaped = scan.Name.IndexOf((byte)'\\') >= 0;
            for (int index = 0; index < members.Length; index++)
                isThere[index] |= IsWritten(members[index].Name, scan.Name, isEscaped);
        }

        for (int index = 0; index < members.Length; index++)
        {
            if (!isThere[index])
                Member(members[index]);
        }
    }

    /// <summary>Writes members of the line's own object that were encoded before, without brackets, and were limited
    /// then.</summary>
    public void Members(ReadOnlySpan<byte> members)
    {
        if (members.IsEmpty)
            return;
        Separate();
        Buffer.Write(members);
    }

    // A name that the line keeps for itself is the member of an event under another one.
    private bool IsWritten(string name, ReadOnlySpan<byte> written, bool isEscaped)
    {
        if (EncodedMember.IsNamed(name, written, isEscaped))
            return !_reserved.Contains(name);
        return _reserved.IsRenamed(written)
            && _reserved.Contains(name)
            && EncodedMember.IsNamed(_reserved.Rename(name), written, isEscaped);
    }

    private void Member(EncodedMember member)
    {
        if (!TryBegin(out LineState state))
            return;
        ref JsonScope scope = ref _open[_depth];
        if (!scope.ChecksNames && !MayBeRenamed(member.Name))
        {
            Buffer.Write(member.Json.AsSpan(scope.HasMembers ? 0 : Separator.Length));
            scope.HasMembers = true;
        }
        else
        {
            Separate();
            Text(NameInScope(member.Name));
            Buffer.Write(": "u8);
            Buffer.Write(member.Value);
        }

        Finish(state);
    }
}
