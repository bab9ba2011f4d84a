using System.Management.Automation;
using System.Management.Automation.Runspaces;
using TradingLogging.Logging;

namespace TradingLogging.PowerShell.Context;

/// <summary>Runs a script block whose trade events get further members.</summary>
[Cmdlet(VerbsOther.Use, "TradingContext")]
[OutputType(typeof(object))]
public sealed class UseTradingContextCommand : ContextCmdlet
{
    // The only public way to run a block in the caller's scope with its output going on as it is made.
    private const string RunInCallersScope = ". $args[0]";

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
            InvokeCommand.InvokeScript(
                RunInCallersScope,
                useNewScope: false,
                PipelineResultTypes.Output | PipelineResultTypes.Error,
                input: null,
                ScriptBlock);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            // PowerShell wraps what leaves a cmdlet, and so moves its position to the cmdlet, unless a throw statement
            // threw it.
            exception.WasThrownFromThrowStatement = true;
            throw;
        }
        finally
        {
            RunspaceContext.End(this, scope);
        }
    }
}
