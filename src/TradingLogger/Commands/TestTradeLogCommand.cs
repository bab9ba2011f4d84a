using System.Management.Automation;
using TradingLogging.Integrity;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Verifies a trade log: lines, chain and seals.</summary>
[Cmdlet(VerbsDiagnostic.Test, "TradeLog", DefaultParameterSetName = "LogDirectory")]
[OutputType(typeof(TradeLogProof))]
public sealed class TestTradeLogCommand : TradeLogCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        SealKey? key = ReadSealKey();
        try
        {
            bool isAny = false;
            foreach (TradeLogProof proof in new TradeLogVerifier(LogPath, key).Verify(_stop.Token))
            {
                isAny = true;
                WriteObject(proof);
            }

            if (!isAny)
                WriteError(LoggingErrors.TradeLogNotFound(LogPath));
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C: PowerShell ends the pipeline itself.
        }
        catch (IOException exception)
        {
            ThrowTerminatingError(LoggingErrors.TradeLogNotReadable(exception, LogPath));
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();
}
