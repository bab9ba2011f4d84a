using System.Runtime.InteropServices;

namespace TradingLogging.Compatibility;

// netstandard2.0 knows only the code of the exception being handled, not where it stands.
internal static class MarshalExtensions
{
    extension(Marshal)
    {
        public static nint GetExceptionPointers() => Marshal.GetExceptionCode();
    }
}
