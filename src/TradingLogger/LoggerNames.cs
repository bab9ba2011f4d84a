namespace TradingLogging.PowerShell;

/// <summary>The names of loggers that the module itself knows.</summary>
internal static class LoggerNames
{
    /// <summary>The logger of cmdlets that are not told another.</summary>
    public const string Default = "trading";
}
