using System.Globalization;
using System.Management.Automation;
using TradingLogging.Live.Dashboard;

namespace TradingLogging.PowerShell.Live;

/// <summary>The error records of the cmdlets for the dashboard. Their ids are stable: scripts may rely on
/// them.</summary>
internal static class DashboardErrors
{
    /// <summary>A parameter is wrong.</summary>
    public static ErrorRecord Invalid(ArgumentException exception) =>
        new(exception, "InvalidDashboard", ErrorCategory.InvalidArgument, targetObject: null);

    /// <summary>The port is in use, or the log cannot be read.</summary>
    public static ErrorRecord NotStarted(IOException exception, string directory) =>
        new(exception, "DashboardNotStarted", ErrorCategory.ResourceUnavailable, directory);

    /// <summary>It ended by itself.</summary>
    public static ErrorRecord Failed(Exception exception, TradeDashboard dashboard) =>
        new(exception, "DashboardFailed", ErrorCategory.NotSpecified, dashboard);

    /// <summary>No dashboard of this process listens on the port.</summary>
    public static ErrorRecord NotFound(int port) => new(
        new ItemNotFoundException(
            $"No dashboard of this process listens on port {port.ToString(CultureInfo.InvariantCulture)}."),
        "DashboardNotFound",
        ErrorCategory.ObjectNotFound,
        port);
}
