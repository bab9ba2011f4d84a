using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using TradingLogging.Live.Dashboard;

namespace TradingLogging.PowerShell.Live;

/// <summary>The dashboards of this process, with the runspaces that started them.</summary>
internal static class RunningDashboards
{
    private static readonly ConcurrentDictionary<TradeDashboard, WeakReference<Runspace>> Running = new();

    /// <summary>Those that run.</summary>
    public static TradeDashboard[] All => [.. Running.Keys.Where(dashboard => dashboard.IsRunning)];

    /// <summary>Adds a dashboard of this runspace.</summary>
    public static void Add(TradeDashboard dashboard) =>
        Running[dashboard] = new WeakReference<Runspace>(Runspace.DefaultRunspace);

    /// <summary>Ends a dashboard.</summary>
    public static void Stop(TradeDashboard dashboard)
    {
        Running.TryRemove(dashboard, out _);
        dashboard.Dispose();
    }

    /// <summary>Ends the dashboards that the runspace of this thread has started, or one that is closed.</summary>
    public static void StopOwn()
    {
        foreach (KeyValuePair<TradeDashboard, WeakReference<Runspace>> running in Running)
        {
            bool isElsewhere = running.Value.TryGetTarget(out Runspace? owner)
                && !ReferenceEquals(owner, Runspace.DefaultRunspace)
                && owner.RunspaceStateInfo.State == RunspaceState.Opened;
            if (!isElsewhere)
                Stop(running.Key);
        }
    }
}
