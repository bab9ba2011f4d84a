namespace TradingLogging.Formatting;

/// <summary>Objects of all other types: their public properties and fields.</summary>
internal sealed class ReflectedShape(Type type) : ObjectShape
{
    private readonly MemberReader[] _members = MemberFinder.Find(type);

    public override void WriteMembers(JsonLine line, object value)
    {
        foreach (MemberReader member in _members)
        {
            member.Write(line, value);
            if (line.IsFull)
                break;
        }
    }
}
