namespace TradingLogging.Json.Converters;

/// <summary>A type whose values have named members, as the data of a trade event must.</summary>
internal abstract class ObjectConverter : ValueConverter
{
    public sealed override void Write(JsonLine line, object value)
    {
        if (!line.TryOpen(value, '{'))
            return;
        WriteMembers(line, value);
        line.Close('}');
    }

    public sealed override ObjectConverter AsObject(object value) => this;

    /// <summary>Writes the members into the innermost object. What a member's own code throws is noted in its
    /// place.</summary>
    public abstract void WriteMembers(JsonLine line, object value);
}
