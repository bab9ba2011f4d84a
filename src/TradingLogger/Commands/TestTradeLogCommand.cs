using System.Management.Automation;
using TradingLogging.Integrity;
using TradingLogging.PowerShell.Reading;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Verifies a trade log: lines, chain and seals.</summary>
[Cmdlet(VerbsDiagnostic.Test, "TradeLog", DefaultParameterSetName = DirectorySet)]
[OutputType(typeof(TradeLogProof), typeof(bool))]
public sealed class TestTradeLogCommand : TradeLogCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Outputs, for each log, only whether all its files are intact: <c>$true</c> or <c>$false</c>. A log that
    /// is not there is an error and <c>$false</c>.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    private protected override void Process(string logPath)
    {
        LogReadingCmdlet.WarnOfWaiting(this, logPath);
        try
        {
            bool isAny = false;
            bool isIntact = true;
            foreach (TradeLogProof proof in new TradeLogVerifier(logPath, Key).Verify(_stop.Token))
            {
                isAny = true;
                isIntact &= proof.IsIntact;
                if (!Quiet)
                    WriteObject(proof);
            }

            if (!isAny)
                WriteError(NotFound(logPath));
            if (Quiet)
                WriteObject(isAny && isIntact);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C: PowerShell ends the pipeline itself.
        }
        catch (IOException exception)
        {
            Fail(ReadingErrors.NotReadable(exception));
            if (Quiet)
                WriteObject(false);
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();
}
