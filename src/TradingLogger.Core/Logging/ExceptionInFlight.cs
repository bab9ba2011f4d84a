using System.Runtime.InteropServices;

namespace TradingLogging.Logging;

/// <summary>Tells whether this thread is unwinding because of an exception. A <c>finally</c> block (and so the end of a
/// <c>using</c>) cannot know otherwise.</summary>
internal static class ExceptionInFlight
{
    /// <summary>Identifies the exception being handled on this thread, 0 when there is none. Equal at the start and the end of
    /// a block when the block itself threw nothing.</summary>
    public static nint Current => Marshal.GetExceptionPointers();

    /// <summary>Whether an exception is being handled that was not at the start of a block. A block that began inside a
    /// <c>catch</c> block and ended elsewhere, on another thread, ends without any.</summary>
    public static bool HasBegunSince(nint start) => Current is var current && current != 0 && current != start;
}
