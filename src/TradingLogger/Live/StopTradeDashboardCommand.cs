using System.Management.Automation;
using TradingLogging.Live.Dashboard;

namespace TradingLogging.PowerShell.Live;

/// <summary>Ends dashboards of this process.</summary>
[Cmdlet(VerbsLifecycle.Stop, "TradeDashboard")]
public sealed class StopTradeDashboardCommand : PSCmdlet
{
    /// <summary>The ports of the dashboards to be ended. Default all of the process.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 65535)]
    public int[]? Port { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (TradeDashboard dashboard in Port is null ? RunningDashboards.All : [])
            RunningDashboards.Stop(dashboard);
        foreach (int port in Port ?? [])
        {
            if (RunningDashboards.All.FirstOrDefault(one => one.Port == port) is { } dashboard)
                RunningDashboards.Stop(dashboard);
            else
                WriteError(DashboardErrors.NotFound(port));
        }
    }
}
