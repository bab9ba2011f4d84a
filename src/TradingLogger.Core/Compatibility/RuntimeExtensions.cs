using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TradingLogging.Compatibility;

// This folder is compiled for netstandard2.0 alone, which lacks what is here.
internal static class ArgumentNullExceptionExtensions
{
    extension(ArgumentNullException)
    {
        public static void ThrowIfNull(
            object? argument,
            [CallerArgumentExpression(nameof(argument))] string? paramName = null)
        {
            if (argument is null)
                throw new ArgumentNullException(paramName);
        }
    }
}

// netstandard2.0 gives the parts of a decimal only as an array.
internal static class DecimalExtensions
{
    extension(ObjectDisposedException)
    {
        public static void ThrowIf(bool condition, object instance)
        {
            if (condition)
                throw new ObjectDisposedException(instance.GetType().FullName);
        }
    }

    extension(decimal)
    {
        public static int GetBits(decimal value, Span<int> destination)
        {
            int[] parts = decimal.GetBits(value);
            parts.CopyTo(destination);
            return parts.Length;
        }
    }

    extension(decimal number)
    {
        public byte Scale => (byte)(decimal.GetBits(number)[3] >> 16);
    }
}

// netstandard2.0 does not tell it; Windows PowerShell's own cmdlets throw WebException, which does.
internal static class HttpRequestExceptionExtensions
{
    extension(HttpRequestException error)
    {
        [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Called as on newer ones.")]
        public HttpStatusCode? StatusCode => null;
    }
}

// netstandard2.0 lacks the generic form.
internal static class MethodInfoExtensions
{
    extension(MethodInfo method)
    {
        public T CreateDelegate<T>()
            where T : Delegate => (T)method.CreateDelegate(typeof(T));
    }
}

// .NET Framework and .NET have the method, netstandard2.0 does not. On Mono it throws, so there an operation that
// failed cannot be told from one that completed.
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
