using System.Management.Automation;
using TradingLogging.Integrity;

namespace TradingLogging.PowerShell;

/// <summary>Seals the days of a trade log.</summary>
[Cmdlet(VerbsSecurity.Protect, "TradeLog", DefaultParameterSetName = "LogDirectory", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ProtectTradeLogCommand : TradeLogCmdlet
{
    /// <summary>Seals what the current file holds now, too.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        SealKey? key = ReadSealKey();
        if (!ShouldProcess(LogPath, "Seal"))
            return;
        var sealer = new TradeSealer(LogPath, key);
        try
        {
            foreach (string seal in sealer.SealDays())
                WriteObject(new FileInfo(seal));
            if (Current && sealer.SealCurrent() is { } made)
                WriteObject(new FileInfo(made));
        }
        catch (IOException exception)
        {
            ThrowTerminatingError(LoggingErrors.TradeLogNotReadable(exception, LogPath));
        }
        catch (InvalidOperationException exception)
        {
            ThrowTerminatingError(LoggingErrors.InvalidSealKey(exception));
        }
    }
}
