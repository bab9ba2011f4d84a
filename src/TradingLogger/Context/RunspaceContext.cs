using System.Management.Automation;
using System.Management.Automation.Runspaces;
using TradingLogging.Logging;

namespace TradingLogging.PowerShell.Context;

/// <summary>The context that a runspace has pushed. It flows with the thread; a host that runs each pipeline on a
/// thread of its own finds it again in a variable, which goes when the runspace is reset.</summary>
internal static class RunspaceContext
{
    private const string Variable = "global:TradingLoggerContext";

    private static bool s_isUsed;

    /// <summary>By which a runspace knows the contexts that it began.</summary>
    public static object Owner => Runspace.DefaultRunspace.InstanceId;

    /// <summary>Keeps a context that was pushed.</summary>
    public static void Keep(PSCmdlet cmdlet, LogContext context)
    {
        s_isUsed = true;
        cmdlet.SessionState.PSVariable.Set(Variable, context);
    }

    /// <summary>Ends a context, and keeps the one around it if the runspace has pushed that.</summary>
    public static void End(PSCmdlet cmdlet, LogContext context)
    {
        context.Dispose();
        if (s_isUsed)
            cmdlet.SessionState.PSVariable.Set(Variable, IsOwn(LogContext.Current) ? LogContext.Current : null);
    }

    /// <summary>Puts the pushed context of the runspace in place on a thread that has none.</summary>
    public static void Resume(PSCmdlet cmdlet)
    {
        if (s_isUsed
            && LogContext.Current is null
            && cmdlet.SessionState.PSVariable.GetValue(Variable) is LogContext context
            && IsOwn(context))
        {
            context.Resume();
        }
    }

    /// <summary>Whether this runspace has pushed a context.</summary>
    public static bool IsOwn(LogContext? context) => context is not null && Owner.Equals(context.Owner);
}
