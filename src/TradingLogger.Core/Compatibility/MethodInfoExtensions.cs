using System.Reflection;

namespace TradingLogging.Compatibility;

// netstandard2.0 lacks the generic form; this folder is compiled for that target alone.
internal static class MethodInfoExtensions
{
    extension(MethodInfo method)
    {
        public T CreateDelegate<T>()
            where T : Delegate => (T)method.CreateDelegate(typeof(T));
    }
}
