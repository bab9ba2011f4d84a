using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using TradingLogging.Json.Converters;
using TradingLogging.PowerShell.Handlers;
using TradingLogging.PowerShell.Live;
using TradingLogging.PowerShell.Values;

namespace TradingLogging.PowerShell;

/// <summary>What happens when the module is imported into a runspace and removed from it.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Makes PowerShell's objects known to the core. They stay known: other runspaces of the process may have
    /// the module too.</summary>
    public void OnImport() => ValueAdapters.Register(PowerShellValueAdapter.Instance);

    /// <summary>Ends the dashboards and closes the loggers, except those that belong to another runspace that still
    /// lives.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (ScriptHandler.CurrentInstance is not null)
            return;
        RunningDashboards.StopOwn();
        foreach (LoggerInstance instance in TradingLogger.Instances)
        {
            if (!LoggerOwner.IsElsewhere(instance))
                instance.Close();
        }
    }
}

/// <summary>The runspaces that initialised the loggers.</summary>
/// <remarks>A logger is for the whole process. A parallel runspace that removes the module, or imports it again with
/// <c>-Force</c>, must not close it for the script that it works for.</remarks>
internal static class LoggerOwner
{
    private static readonly ConcurrentDictionary<LoggerInstance, WeakReference<Runspace>> Owners = new();

    /// <summary>Whether a logger belongs to another runspace than this thread's, and that one is open.</summary>
    public static bool IsElsewhere(LoggerInstance instance) =>
        Owners.TryGetValue(instance, out WeakReference<Runspace>? reference)
        && reference.TryGetTarget(out Runspace? owner)
        && !ReferenceEquals(owner, Runspace.DefaultRunspace)
        && owner.RunspaceStateInfo.State == RunspaceState.Opened;

    /// <summary>Makes this thread's runspace the owner.</summary>
    public static void Claim(LoggerInstance instance) =>
        Owners[instance] = new WeakReference<Runspace>(Runspace.DefaultRunspace);
}
