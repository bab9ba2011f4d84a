namespace TradingLogging.Json.Converters;

/// <summary>Writes an object of the core that lists its members itself.</summary>
internal sealed class MemberSourceConverter : ValueConverter
{
    private readonly Members _asData = new(isData: true);
    private readonly Members _asValue = new(isData: false);

    public override void Write(JsonLine line, object value) => _asValue.Write(line, value);

    public override ObjectConverter? AsObject(object value) => _asData;

    private sealed class Members(bool isData) : ObjectConverter
    {
        public override void WriteMembers(JsonLine line, object value)
        {
            line.CheckNames();
            foreach (KeyValuePair<string, object?> member in ((IMemberSource)value).GetMembers(isData))
            {
                line.Member(member.Key, member.Value);
                if (line.IsFull)
                    break;
            }
        }
    }
}
