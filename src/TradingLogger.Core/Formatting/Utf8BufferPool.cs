namespace TradingLogging.Formatting;

/// <summary>Hands each thread its own buffer. Formatting may run caller code (a property getter) that logs in turn: it then
/// finds the buffer taken and gets a fresh one.</summary>
internal static class Utf8BufferPool
{
    [ThreadStatic]
    private static Utf8Buffer? t_buffer;

    public static Utf8Buffer Rent()
    {
        Utf8Buffer buffer = t_buffer ?? new Utf8Buffer();
        t_buffer = null;
        return buffer;
    }

    public static void Return(Utf8Buffer buffer)
    {
        buffer.Clear();
        t_buffer = buffer;
    }
}
