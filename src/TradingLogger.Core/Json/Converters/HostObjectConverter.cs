using System.Diagnostics.CodeAnalysis;

namespace TradingLogging.Json.Converters;

/// <summary>An object of a host, whose adapter has listed its members.</summary>
internal sealed class HostObjectConverter(IEnumerable<ValueMember> members) : ObjectConverter
{
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "What the host's object throws is noted where its members ended.")]
    public override void WriteMembers(JsonLine line, object value)
    {
        try
        {
            if (members is List<ValueMember> made)
                WriteMade(line, made);
            else
                WriteInTurn(line);
        }
        catch (Exception error)
        {
            line.MembersEndedBy(error);
        }
    }

    // None of the host's code runs for a list that has been made already.
    private static void WriteMade(JsonLine line, List<ValueMember> made)
    {
        for (int i = 0; i < made.Count && !line.IsFull; i++)
            Write(line, made[i]);
    }

    private static void Write(JsonLine line, in ValueMember member)
    {
        if (member.Error is { } error)
            line.MemberError(member.Name, error);
        else
            line.Member(member.Name, member.Value);
    }

    private void WriteInTurn(JsonLine line)
    {
        foreach (ValueMember member in line.UserCodeBudget.Of(members))
        {
            Write(line, member);
            if (line.IsFull)
                break;
        }
    }
}
