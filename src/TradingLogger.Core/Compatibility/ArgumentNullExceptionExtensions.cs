using System.Runtime.CompilerServices;

namespace TradingLogging.Compatibility;

// netstandard2.0 lacks the throw helper; this folder is compiled for that target alone.
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
