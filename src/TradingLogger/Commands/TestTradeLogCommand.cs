using System.Management.Automation;
using TradingLogging.Integrity;
using TradingLogging.PowerShell.Decryption;
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

    /// <summary>Files of key lines (<c>*.keys</c>), or directories with such files, where copies of lines are looked
    /// for that do not stand beside the log. Default <c>encrypt_keys</c> of the loggers of this process.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] KeyPath { get; set; } = [];

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
            string[] places = DecryptionKeys.Places(this, KeyPath);
            foreach (TradeLogProof proof in new TradeLogVerifier(logPath, Key, places).Verify(_stop.Token))
            {
                isAny = true;
                isIntact &= proof.IsIntact;
                foreach (TradeKeyProblem problem in proof.KeyProblems)
                    WriteWarning(problem.ToString());
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
