using System.Reflection;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>Loads the assembly of reports beside all others: before .NET 10 there are no load contexts, or no API for
/// them.</summary>
internal static class ReportAssembly
{
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
}
