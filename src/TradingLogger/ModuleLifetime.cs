using System.Management.Automation;
using TradingLogging.Json.Converters;

namespace TradingLogging.PowerShell;

/// <summary>What happens when the module is imported into a runspace and removed from it.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Makes PowerShell's objects known to the core. They stay known: other runspaces of the process may have the
    /// module too.</summary>
    public void OnImport() => ValueAdapters.Register(PowerShellValueAdapter.Instance);

    /// <summary>Closes the logger, unless it belongs to another runspace that still lives.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (!LoggerOwner.IsElsewhere)
            TradingLogger.Close();
    }
}
