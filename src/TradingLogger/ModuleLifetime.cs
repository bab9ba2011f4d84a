using System.Management.Automation;
using System.Management.Automation.Runspaces;
using TradingLogging.Json.Converters;
using TradingLogging.PowerShell.Handlers;
using TradingLogging.PowerShell.Values;

namespace TradingLogging.PowerShell;

/// <summary>What happens when the module is imported into a runspace and removed from it.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Makes PowerShell's objects known to the core. They stay known: other runspaces of the process may have
    /// the module too.</summary>
    public void OnImport() => ValueAdapters.Register(PowerShellValueAdapter.Instance);

    /// <summary>Closes the logger, unless it belongs to another runspace that still lives.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (!LoggerOwner.IsElsewhere && !ScriptHandler.IsCurrentThread)
            TradingLogger.Close();
    }
}

/// <summary>The runspace that initialised the logger.</summary>
/// <remarks>The logger is one per process. A parallel runspace that removes the module, or imports it again with
/// <c>-Force</c>, must not close it for the script that it works for.</remarks>
internal static class LoggerOwner
{
    private static volatile WeakReference<Runspace>? s_owner;

    /// <summary>Whether the logger belongs to another runspace than this thread's, and that one is open.</summary>
    public static bool IsElsewhere =>
        s_owner is { } reference
        && reference.TryGetTarget(out Runspace? owner)
        && !ReferenceEquals(owner, Runspace.DefaultRunspace)
        && owner.RunspaceStateInfo.State == RunspaceState.Opened;

    /// <summary>Makes this thread's runspace the owner.</summary>
    public static void Claim() => s_owner = new WeakReference<Runspace>(Runspace.DefaultRunspace);
}
