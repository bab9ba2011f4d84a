using System.Management.Automation;
using TradingLogging.Live.Notifications;

namespace TradingLogging.PowerShell.Live;

/// <summary>The error records of <c>Watch-TradeAlert</c>. Their ids are stable: scripts may rely on them. None holds a
/// secret.</summary>
internal static class AlertWatchErrors
{
    /// <summary>A parameter is wrong.</summary>
    public static ErrorRecord Invalid(Exception exception, string name) =>
        new(exception, "InvalidAlertWatch", ErrorCategory.InvalidArgument, name);

    /// <summary>An address is neither a text nor a SecureString.</summary>
    public static ErrorRecord NoAddress(string parameter) => new(
        new ArgumentException($"{parameter} takes addresses, as texts or, where the address is a secret itself, as"
            + " SecureString. Each must begin with https:// or http://."),
        "InvalidAlertWatch",
        ErrorCategory.InvalidArgument,
        parameter);

    /// <summary>Not everybody could be told.</summary>
    public static ErrorRecord NotTold(AlertWatchException exception, string name) =>
        new(exception, "TradeAlertsNotSent", ErrorCategory.ConnectionError, name);

    /// <summary>Another watch of the name runs, or a file cannot be used.</summary>
    public static ErrorRecord Failed(IOException exception, string name) =>
        new(exception, "AlertWatchFailed", ErrorCategory.ResourceUnavailable, name);
}
