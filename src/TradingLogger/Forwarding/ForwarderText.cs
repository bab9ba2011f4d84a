using System.Globalization;
using System.Management.Automation;
using TradingLogging.PowerShell.Values;

namespace TradingLogging.PowerShell.Forwarding;

/// <summary>What the views of forwarders show.</summary>
public static class ForwarderText
{
    /// <summary>How long an event has waited.</summary>
    /// <param name="oldest">Its moment, or a copy of it out of a job, remoting or Clixml.</param>
    /// <returns>For example <c>0:05:12</c> or <c>3.07:00:00</c>; empty for null.</returns>
    public static string Behind(PSObject? oldest)
    {
        if (DeserialisedValue.MomentOf(oldest) is not { } moment)
            return string.Empty;
        TimeSpan behind = DateTimeOffset.UtcNow - moment;
        if (behind < TimeSpan.Zero)
            behind = TimeSpan.Zero;
        return behind.ToString(behind.Days > 0 ? @"d\.hh\:mm\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
    }
}
