using System.Management.Automation;
using TradingLogging.Configuration;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Reads the settings of the logger from a configuration file.</summary>
[Cmdlet(VerbsCommon.Get, "TradingLoggerConfig")]
[OutputType(typeof(LoggingConfig))]
public sealed class GetTradingLoggerConfigCommand : PSCmdlet
{
    /// <summary>The INI file. A relative path starts at the current location.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string ConfigPath { get; set; } = ConfigManager.DefaultConfigPath;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string path = FileSystemPath.Resolve(this, ConfigPath);
        LoggingConfig config = ConfigurationFile.Read(this, path);
        if (File.Exists(path))
            WriteVerbose($"Read '{path}'.");
        else
            TellMissing(path);
        WriteObject(config);
    }

    private void TellMissing(string path)
    {
        string message = $"The configuration file '{path}' does not exist: these are the defaults.";
        if (MyInvocation.BoundParameters.ContainsKey(nameof(ConfigPath)))
            WriteWarning(message);
        else
            WriteVerbose(message);
    }
}
