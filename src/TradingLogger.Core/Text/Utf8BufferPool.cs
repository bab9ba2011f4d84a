namespace TradingLogging.Text;

/// <summary>Hands each thread its own buffers. One call uses several at a time: the event's, the handler's, and those of
/// caller code (a property getter) that logs while it is being read.</summary>
internal static class Utf8BufferPool
{
    [ThreadStatic]
    private static Utf8Buffer? t_free;

    public static Utf8Buffer Rent()
    {
        if (t_free is not { } buffer)
            return new Utf8Buffer();
        t_free = buffer.NextFree;
        buffer.NextFree = null;
        return buffer;
    }

    public static void Return(Utf8Buffer buffer)
    {
        buffer.Clear();
        buffer.NextFree = t_free;
        t_free = buffer;
    }
}
