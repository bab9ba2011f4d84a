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
            for (int index = 0; index < members.Length; index++)
                isThere[index] |= EncodedMember.IsNamed(NameInLine(members[index].Name), scan.Name);
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

    private string NameInLine(string name) => _reserved.Contains(name) ? _reserved.Rename(name) : name;

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
