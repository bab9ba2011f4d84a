using System.Reflection;
using System.Runtime.InteropServices;

namespace TradingLogging.Compatibility;

// .NET Framework and .NET have the method, netstandard2.0 has not. Mono has it and knows nothing: there every exception
// seems to have come and gone.
internal static class MarshalExtensions
{
    private static readonly Func<IntPtr> Find = Bind();

    extension(Marshal)
    {
        public static nint GetExceptionPointers() => Find();
    }

    private static Func<IntPtr> Bind()
    {
        try
        {
            MethodInfo? method = typeof(Marshal).GetMethod("GetExceptionPointers", Type.EmptyTypes);
            var find = (Func<IntPtr>?)method?.CreateDelegate(typeof(Func<IntPtr>));
            _ = find?.Invoke();
            return find ?? None;
        }
        catch (Exception exception) when (exception is PlatformNotSupportedException or NotImplementedException)
        {
            return None;
        }
    }

    private static IntPtr None() => IntPtr.Zero;
}
