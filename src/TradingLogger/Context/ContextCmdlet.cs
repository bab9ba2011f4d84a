using System.Management.Automation;
using TradingLogging.Logging;

namespace TradingLogging.PowerShell.Context;

/// <summary>A cmdlet that gives the trade events of a script further members.</summary>
public abstract class ContextCmdlet : PSCmdlet
{
    /// <summary>
    /// <para>The members: a hashtable, an ordered dictionary or any object with properties. Their values are read when
    /// the context begins, and masked and limited as those of events are.</para>
    /// <para>A member that an event has itself, in whatever case, is the event's; one that an inner context has is the
    /// inner one's. They stand behind the members of the event, those of the outermost context first.</para>
    /// </summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public object Context { get; set; } = null!;

    private protected LogContext Begin(object? owner)
    {
        RunspaceContext.Resume(this);
        try
        {
            return TradingLogger.BeginScope(Context, owner);
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(LoggingErrors.InvalidContext(exception, Context));
            throw;
        }
    }
}
