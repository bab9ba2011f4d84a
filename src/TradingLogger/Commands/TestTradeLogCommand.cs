using System.Management.Automation;
using TradingLogging.Integrity;
using TradingLogging.PowerShell.Reading;

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
        RequireDirectory();
        LogReadingCmdlet.WarnOfWaiting(this, LogPath);
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
            {
                WriteError(
                    Path is null ? LoggingErrors.TradeLogNotFound(LogPath) : ReadingErrors.FileNotFound(LogPath));
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C: PowerShell ends the pipeline itself.
        }
        catch (IOException exception)
        {
            ThrowTerminatingError(ReadingErrors.NotReadable(exception));
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();
}
