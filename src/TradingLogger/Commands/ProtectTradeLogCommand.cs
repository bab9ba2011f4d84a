using System.Management.Automation;
using TradingLogging.Integrity;
using TradingLogging.PowerShell.Reading;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Seals the days of a trade log.</summary>
[Cmdlet(VerbsSecurity.Protect, "TradeLog", DefaultParameterSetName = DirectorySet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ProtectTradeLogCommand : TradeLogCmdlet
{
    /// <summary>Seals what the current file holds now, too.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    /// <summary>Seals the current file as it is, also when it does not fit its chain or its former seal. The former
    /// seal is kept as <c>trades.log.seal.1</c>.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override void Process(string logPath)
    {
        if (!ShouldProcess(logPath, "Seal"))
            return;
        var sealer = new TradeSealer(logPath, Key);
        try
        {
            foreach (string seal in sealer.SealDays(problem => WriteError(LoggingErrors.TradeLogDayNotSealed(problem))))
                WriteObject(new FileInfo(seal));
            if (!IsThere(logPath))
                Fail(NotFound(logPath));
            else if (Current && sealer.SealCurrent(Force) is { } made)
                WriteObject(new FileInfo(made));
        }
        catch (IOException exception)
        {
            Fail(ReadingErrors.NotReadable(exception));
        }
        catch (TradeLogNotIntactException exception)
        {
            Fail(LoggingErrors.TradeLogNotIntact(exception));
        }
        catch (InvalidOperationException exception)
        {
            Fail(LoggingErrors.InvalidSealKey(exception));
        }
    }

    // Also when all that is left of a log is an archived day.
    private static bool IsThere(string logPath)
    {
        string name = System.IO.Path.GetFileName(logPath);
        return Directory.EnumerateFileSystemEntries(System.IO.Path.GetDirectoryName(logPath)!, $"{name}*").Any();
    }
}
