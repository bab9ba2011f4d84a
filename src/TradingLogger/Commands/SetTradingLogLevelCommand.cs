using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Sets the level of a logger, at once and in every runspace of the process.</summary>
[Cmdlet(VerbsCommon.Set, "TradingLogLevel", DefaultParameterSetName = LevelSet)]
[OutputType(typeof(Logger))]
public sealed class SetTradingLogLevelCommand : PipedLoggerCmdlet
{
    private const string LevelSet = "Level";
    private const string ResetSet = "Reset";

    /// <summary>The dotted names of the loggers. The level holds for the loggers below, too, unless they have one of
    /// their own. <c>root</c> is above all. With <c>-Reset</c> it may be left out: all loggers.</summary>
    [Parameter(ParameterSetName = LevelSet, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = ResetSet, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LoggerNameCompleter))]
    public string[]? Logger { get; set; }

    /// <summary>The level: DEBUG, INFO, WARNING, ERROR or CRITICAL, in any case.</summary>
    [Parameter(ParameterSetName = LevelSet, Mandatory = true, Position = 1)]
    [LogLevelArgument]
    [ArgumentCompleter(typeof(LogLevelCompleter))]
    public string? Level { get; set; }

    /// <summary>Gives the loggers the level of the configuration again, or that of their parent.</summary>
    [Parameter(ParameterSetName = ResetSet, Mandatory = true)]
    public SwitchParameter Reset { get; set; }

    /// <summary>Outputs the loggers.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ResetSet && !Reset)
            return;
        foreach (string name in Logger ?? [LoggerNames.Root, .. Target.LoggerNames])
        {
            if (TrySet(name) && PassThru)
                WriteObject(Target.GetLogger(name));
        }
    }

    private bool TrySet(string name)
    {
        try
        {
            if (Reset)
                Target.ResetLevel(name);
            else
                Target.SetLevel(name, LogLevelArgument.Of(Level!));
            return true;
        }
        catch (ConfigurationException exception)
        {
            WriteError(LoggingErrors.InvalidConfiguration(exception, name));
            return false;
        }
    }
}
