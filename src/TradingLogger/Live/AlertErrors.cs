using System.Management.Automation;
using TradingLogging.Configuration;

namespace TradingLogging.PowerShell.Live;

/// <summary>The error records of the cmdlets about alerts. Their ids are stable: scripts may rely on them.</summary>
internal static class AlertErrors
{
    /// <summary>A rule is wrong, or rules do not go together.</summary>
    public static ErrorRecord InvalidRule(ConfigurationException exception, object? target) =>
        new(exception, "InvalidAlertRule", ErrorCategory.InvalidArgument, target);

    /// <summary>A file of rules cannot be read.</summary>
    public static ErrorRecord FileNotReadable(Exception exception, string path) =>
        new(exception, "AlertRuleFileNotReadable", ErrorCategory.ReadError, path);
}
