using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Deprecated. Gives the logger of a name, as <c>setup_logger(name, level)</c> did.</summary>
[Cmdlet(VerbsCommon.New, "TradingLogger")]
[OutputType(typeof(Logger))]
public sealed class NewTradingLoggerCommand : LoggingCmdlet
{
    /// <summary>The dotted name of the logger.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(LoggerNameCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The level of that logger: DEBUG, INFO, WARNING, ERROR or CRITICAL, in any case.</summary>
    [Parameter(Position = 1)]
    [LogLevelArgument]
    [ArgumentCompleter(typeof(LogLevelCompleter))]
    public string Level { get; set; } = nameof(LogLevel.Info);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        WriteWarning(
            "New-TradingLogger is deprecated. Use Initialize-TradingLogger, and Write-TradingLog with -Logger.");
        try
        {
            Target.SetLevel(Name, LogLevelArgument.Of(Level));
        }
        catch (ConfigurationException exception)
        {
            ThrowTerminatingError(LoggingErrors.InvalidConfiguration(exception, Name));
        }

        WriteObject(Target.GetLogger(Name));
    }
}
