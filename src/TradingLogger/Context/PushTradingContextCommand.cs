using System.Management.Automation;
using TradingLogging.Logging;

namespace TradingLogging.PowerShell.Context;

/// <summary>Gives the trade events of the runspace further members, until Pop-TradingContext takes them
/// away.</summary>
[Cmdlet(VerbsCommon.Push, "TradingContext")]
public sealed class PushTradingContextCommand : ContextCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => RunspaceContext.Keep(this, Begin(RunspaceContext.Owner));
}

/// <summary>Takes away the members that the last Push-TradingContext of the runspace gave.</summary>
[Cmdlet(VerbsCommon.Pop, "TradingContext")]
public sealed class PopTradingContextCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        RunspaceContext.Resume(this);
        // A context that came from the runspace which started this one, or from a block, is not this runspace's to end.
        if (LogContext.Current is { } context && RunspaceContext.IsOwn(context))
            RunspaceContext.End(this, context);
        else
            WriteError(LoggingErrors.NoContext());
    }
}
