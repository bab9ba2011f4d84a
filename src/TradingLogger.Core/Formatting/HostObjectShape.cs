using System.Diagnostics.CodeAnalysis;

namespace TradingLogging.Formatting;

/// <summary>An object of a host, whose adapter has listed its members.</summary>
internal sealed class HostObjectShape(IEnumerable<ValueMember> members) : ObjectShape
{
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "What the host's object throws is noted where its members ended.")]
    public override void WriteMembers(JsonLine line, object value)
    {
        try
        {
            foreach (ValueMember member in line.ForeignTime.Of(members))
            {
                if (member.Error is { } error)
                    line.MemberError(member.Name, error);
                else
                    line.Member(member.Name, member.Value);
                if (line.IsFull)
                    break;
            }
        }
        catch (Exception error)
        {
            line.MembersEndedBy(error);
        }
    }
}
