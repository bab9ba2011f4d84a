using System.Collections;
using System.Management.Automation;
using TradingLogging.Analytics;
using TradingLogging.Live.Dashboard;
using TradingLogging.Live.Summaries;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Forwarding;
using TradingLogging.PowerShell.Reading;
using TradingLogging.PowerShell.Reporting;

namespace TradingLogging.PowerShell.Live;

/// <summary>Shows a log, as it is written, on a page in a browser of this machine.</summary>
[Cmdlet(VerbsLifecycle.Start, "TradeDashboard")]
[OutputType(typeof(TradeDashboard))]
public sealed class StartTradeDashboardCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The log directory. Default that of the initialised logger.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

    /// <summary>The port of 127.0.0.1 to listen on. Default a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>Opens the page in the browser of the user.</summary>
    [Parameter]
    public SwitchParameter Open { get; set; }

    /// <summary>Stays until it is stopped, as by Ctrl+C, and then ends the dashboard. Left out, the dashboard goes on
    /// in the background of the process.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How far before today the log is read for orders and positions that were opened there: seconds, or such
    /// as 12h or 7d. What is older is not known, which a finding says. Default 7 days.</summary>
    [Parameter]
    [SecondsArgument]
    [ValidateDuration]
    public TimeSpan LookBack { get; set; } = TimeSpan.FromDays(7);

    /// <inheritdoc cref="TradeActivityCmdlet.CostMethod"/>
    [Parameter]
    public CostMethod CostMethod { get; set; }

    /// <inheritdoc cref="TradeActivityCmdlet.Map"/>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Map { get; set; }

    /// <inheritdoc cref="TradeActivityCmdlet.Rate"/>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Rate { get; set; }

    /// <inheritdoc cref="TradeActivityCmdlet.Currency"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Currency { get; set; }

    /// <summary>By the midnight of which time zone the day changes, and whose clock the page has. Default the
    /// machine's.</summary>
    [Parameter]
    [TimeZoneArgument]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public TimeZoneInfo? TimeZone { get; set; }

    /// <inheritdoc cref="LogReadingCmdlet.Instance"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public string? Instance { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        TradeDashboard dashboard = StartDashboard(ForwarderLog.Require(this, LogDirectory, Instance));
        RunningDashboards.Add(dashboard);
        try
        {
            WriteObject(dashboard);
            if (Open)
                OpenBrowser(dashboard);
            if (Wait)
                WaitForEnd(dashboard);
        }
        finally
        {
            if (Wait)
                RunningDashboards.Stop(dashboard);
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    private TradeDashboard StartDashboard(string directory)
    {
        try
        {
            return TradeDashboard.Start(new TradeDashboardOptions
            {
                Port = Port,
                Summary = new LiveSummaryOptions
                {
                    LogDirectory = directory,
                    LookBack = LookBack,
                    Activity = new TradeActivityOptions
                    {
                        CostMethod = CostMethod,
                        TimeZone = TimeZone ?? TimeZoneInfo.Local,
                        Map = MeasureArguments.Names(Map),
                        Rates = MeasureArguments.Rates(Rate),
                        Currency = Currency,
                    },
                },
            });
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(DashboardErrors.Invalid(exception));
        }
        catch (IOException exception)
        {
            ThrowTerminatingError(DashboardErrors.NotStarted(exception, directory));
        }

        throw new InvalidOperationException();
    }

    private void OpenBrowser(TradeDashboard dashboard)
    {
        try
        {
            dashboard.Open();
        }
        catch (IOException exception)
        {
            WriteWarning($"{exception.Message} Open the address of the dashboard by hand.");
        }
    }

    private void WaitForEnd(TradeDashboard dashboard)
    {
        try
        {
            dashboard.Wait(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The engine ends the pipeline by itself.
        }

        if (dashboard.Failure is { } failure)
            ThrowTerminatingError(DashboardErrors.Failed(failure, dashboard));
    }
}
