using System.Management.Automation;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Capture;

namespace TradingLogging.PowerShell.Context;

/// <summary>Runs a script block whose trade events get further members.</summary>
[Cmdlet(VerbsOther.Use, "TradingContext")]
[OutputType(typeof(object))]
public sealed class UseTradingContextCommand : ContextCmdlet
{
    /// <summary>The block. The context ends with it, also when it ends by an error, and with the context those that
    /// <c>Push-TradingContext</c> began inside.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        LogContext scope = Begin(owner: null);
        try
        {
            CallerScope.Run(this, ScriptBlock);
        }
        finally
        {
            RunspaceContext.End(this, scope);
        }
    }
}
