using System.Runtime.CompilerServices;

namespace TradingLogging.Text;

/// <summary>Marks the methods that look at every byte of a log.</summary>
/// <remarks>They are compiled once and well: a log is read to its end before the runtime has found out which methods are called
/// often. The first count of 0.5 GB in a process takes 0.46 s of processor time instead of 0.95 s; a later one, which no longer
/// profits from what the runtime has seen, 0.42 s instead of 0.36 s.</remarks>
internal static class HotPath
{
    /// <summary><c>AggressiveOptimization</c>, for which netstandard2.0 has no name.</summary>
    public const MethodImplOptions CompiledAtOnce = (MethodImplOptions)512;
}
