using System.Reflection;
using System.Runtime.Loader;
using TradingLogging.Analytics.Reports;
using TradingLogging.Logging;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>Loads the assembly of reports into a load context of its own, so that its libraries and those of other
/// modules never meet.</summary>
internal static class ReportAssembly
{
    /// <summary>Loads an assembly, and from its folder what it refers to.</summary>
    /// <param name="path">The assembly's full path.</param>
    public static Assembly Load(string path) => new Context(Path.GetDirectoryName(path)!).LoadFromAssemblyPath(path);

    private sealed class Context(string folder) : AssemblyLoadContext("TradingLogger reports")
    {
        /// <inheritdoc/>
        protected override Assembly? Load(AssemblyName name)
        {
            foreach (Type known in (ReadOnlySpan<Type>)[typeof(Logger), typeof(TradeReport)])
            {
                if (name.Name == known.Assembly.GetName().Name)
                    return known.Assembly;
            }

            string path = Path.Combine(folder, name.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
