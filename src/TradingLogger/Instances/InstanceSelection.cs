using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Runtime.InteropServices;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Handlers;

namespace TradingLogging.PowerShell.Instances;

/// <summary>Which of the loggers of the process a cmdlet means: the one that it is told; else the one that the calling
/// module has initialised by name, in whatever runspace; else that of the log handler whose block runs; else the
/// default one.</summary>
internal static class InstanceSelection
{
    private static readonly LoggerInstance Default = TradingLogger.GetInstance(LoggerInstance.DefaultName);

    // By path: two modules may have the same name.
    private static readonly ConcurrentDictionary<string, LoggerInstance> OfModules = new(
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? StringComparer.OrdinalIgnoreCase
            : StringComparer.Ordinal);

    // Who never gives a name pays for reading this field alone.
    private static volatile bool s_isUsed;

    /// <summary>The logger that a cmdlet means. There is none of the name: ends the cmdlet with an error.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="name">What it is told; null for nothing.</param>
    public static LoggerInstance Of(PSCmdlet cmdlet, string? name)
    {
        if (Find(cmdlet, name) is { } instance)
            return instance;
        cmdlet.ThrowTerminatingError(LoggingErrors.InstanceNotFound(name!));
        throw new InvalidOperationException();
    }

    /// <summary>The logger that a cmdlet means; null when there is none of the name.</summary>
    /// <inheritdoc cref="Of(PSCmdlet, string?)"/>
    public static LoggerInstance? Find(PSCmdlet cmdlet, string? name) =>
        name is null ? OfCaller(cmdlet) : TradingLogger.FindInstance(name);

    /// <summary>The logger that a command line means, for completion.</summary>
    /// <param name="parameters">The parameters of the command line so far.</param>
    public static LoggerInstance Of(IDictionary parameters) =>
        ArgumentValue.Of(parameters["Instance"]) is string name && TradingLogger.FindInstance(name) is { } instance
            ? instance
            : ScriptHandler.CurrentInstance ?? Default;

    /// <summary>Remembers the logger of the module that calls a cmdlet.</summary>
    public static void Remember(PSCmdlet cmdlet, LoggerInstance instance)
    {
        if (cmdlet.SessionState.Module is not { } module)
            return;
        OfModules[KeyOf(module)] = instance;
        s_isUsed = true;
    }

    /// <summary>Who calls a cmdlet, in words: the name of a module, the path and line of a script, or the
    /// prompt.</summary>
    public static string CallerOf(PSCmdlet cmdlet)
    {
        if (cmdlet.SessionState.Module is { } module)
            return $"the module {module.Name}";
        InvocationInfo call = cmdlet.MyInvocation;
        return string.IsNullOrEmpty(call.ScriptName)
            ? "the prompt"
            : FormattableString.Invariant($"{call.ScriptName}:{call.ScriptLineNumber}");
    }

    private static LoggerInstance OfCaller(PSCmdlet cmdlet) =>
        s_isUsed
        && cmdlet.SessionState.Module is { } module
        && OfModules.TryGetValue(KeyOf(module), out LoggerInstance? instance)
            ? instance
            : ScriptHandler.CurrentInstance ?? Default;

    private static string KeyOf(PSModuleInfo module) => string.IsNullOrEmpty(module.Path) ? module.Name : module.Path;
}
