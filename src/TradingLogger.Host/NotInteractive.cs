using System.Management.Automation.Host;

namespace TradingLogging.ScriptHost;

/// <summary>The answer to a script that asks: it runs unattended, so a question would wait for ever.</summary>
internal static class NotInteractive
{
    public static HostException Exception() => new(
        "TradingLogger.Host runs scripts unattended and asks no questions. Pass the value as an argument of the script, or '-Confirm:$false'.");
}
