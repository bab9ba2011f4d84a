using System.Runtime.InteropServices;

namespace TradingLogging;

/// <summary>Tells whether this thread is unwinding because of an exception. A <c>finally</c> block (and so the end of a
/// <c>using</c>) cannot know otherwise.</summary>
internal static class ExceptionInFlight
{
    /// <summary>Identifies the exception being handled on this thread, 0 when there is none. Equal at the start and the end of
    /// a block when the block itself threw nothing.</summary>
    public static nint Current => Marshal.GetExceptionPointers();
}
