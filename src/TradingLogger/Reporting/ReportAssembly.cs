using System.Reflection;
#if NET
using System.Runtime.Loader;
using TradingLogging.Analytics.Reports;
using TradingLogging.Logging;
#endif

namespace TradingLogging.PowerShell.Reporting;

/// <summary>Loads the assembly of reports: on .NET 10 into a load context of its own, so that its libraries and those
/// of other modules never meet; before, where there are none or no API for them, beside all others.</summary>
internal static class ReportAssembly
{
#if NET
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
#else
    /// <summary>Loads an assembly, and from its folder what it refers to.</summary>
    /// <param name="path">The assembly's full path.</param>
    public static Assembly Load(string path)
    {
        // .NET Framework looks in the assembly's own folder only, and the core stands above it.
        AppDomain.CurrentDomain.AssemblyResolve += (_, missing) => FindLoaded(new AssemblyName(missing.Name).Name);
        return Assembly.LoadFrom(path);
    }

    private static Assembly? FindLoaded(string name) =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == name);
#endif
}
