namespace TradingLogging.Json.Converters;

/// <summary>Objects of all other types: their public properties and fields.</summary>
internal sealed class ReflectedConverter(Type type) : ObjectConverter
{
    // Making code takes a millisecond or two, which a short script is not to pay.
    private const int UsesBeforeCompiling = 1_000;

    private readonly MemberReader[] _members = MemberFinder.Find(type);
    private volatile Action<JsonLine, object>? _compiled;
    private int _uses;

    public override void WriteMembers(JsonLine line, object value)
    {
        if (_compiled is { } write)
            write(line, value);
        else
            WriteInTurn(line, value);
    }

    private void WriteInTurn(JsonLine line, object value)
    {
        if (Interlocked.Increment(ref _uses) == UsesBeforeCompiling)
            ThreadPool.UnsafeQueueUserWorkItem(_ => _compiled = CompiledMembers.TryCompile(type, _members), null);
        foreach (MemberReader member in _members)
        {
            member.Write(line, value);
            if (line.IsFull)
                break;
        }
    }
}
