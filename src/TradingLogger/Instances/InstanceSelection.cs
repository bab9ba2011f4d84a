using System.Collections;
using System.Management.Automation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Handlers;
using TradingLogging.PowerShell.Reading;

namespace TradingLogging.PowerShell.Instances;

/// <summary>Which of the loggers of the process a cmdlet means: the one that it is told; else the one that the calling
/// module has initialised by name, in this runspace or, if it has not, in another one; else that of the log handler
/// whose block runs; else the default one.</summary>
internal static class InstanceSelection
{
    private static readonly LoggerInstance Default = TradingLogger.GetInstance(LoggerInstance.DefaultName);

    /// <summary>The loggers that somebody has initialised, and the default one.</summary>
    public static IEnumerable<LoggerInstance> Known =>
        TradingLogger.Instances.Where(instance => instance == Default || instance.WasInitialized);

    /// <summary>The logger that a cmdlet means. There is none of the name, or several may be meant: ends the cmdlet
    /// with an error.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="name">What it is told; null for nothing.</param>
    public static LoggerInstance Of(PSCmdlet cmdlet, string? name)
    {
        if (Find(cmdlet, name, out ErrorRecord? error) is { } instance)
            return instance;
        cmdlet.ThrowTerminatingError(error);
        throw new InvalidOperationException();
    }

    /// <summary>The logger that a cmdlet initialises, made if there is none of the name. A name that is not valid ends
    /// the cmdlet with an error.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="name">What it is told; null for nothing.</param>
    public static LoggerInstance OfNew(PSCmdlet cmdlet, string? name)
    {
        try
        {
            return name is null ? Of(cmdlet, name: null) : TradingLogger.GetInstance(name);
        }
        catch (ArgumentException exception)
        {
            cmdlet.ThrowTerminatingError(LoggingErrors.InvalidInstanceName(exception, name!));
            throw;
        }
    }

    /// <summary>The logger that a cmdlet means; null when there is none of the name, or when several may be
    /// meant.</summary>
    /// <inheritdoc cref="Of(PSCmdlet, string?)"/>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="name">What it is told; null for nothing.</param>
    /// <param name="error">Why there is none.</param>
    public static LoggerInstance? Find(PSCmdlet cmdlet, string? name, out ErrorRecord? error)
    {
        error = null;
        if (name is not null)
        {
            LoggerInstance? found = TradingLogger.FindInstance(name);
            error = found is null ? LoggingErrors.InstanceNotFound(name) : null;
            return found;
        }

        LoggerInstance[] ofModule = ModuleLoggers.Of(cmdlet, out string module);
        if (ofModule.Length == 1)
            return ofModule[0];
        if (ofModule.Length == 0 || ScriptHandler.CurrentInstance is not null)
            return ScriptHandler.CurrentInstance ?? Default;
        error = LoggingErrors.AmbiguousInstance(module, ofModule);
        return null;
    }

    /// <summary>The loggers of names and patterns, each once. A name without a logger is an error that does not end the
    /// cmdlet.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="names">Names; wildcards are allowed. Null for nothing: the one that the cmdlet means.</param>
    public static IReadOnlyList<LoggerInstance> Matching(PSCmdlet cmdlet, IEnumerable<string>? names)
    {
        if (names is null)
            return [Of(cmdlet, name: null)];
        var matching = new List<LoggerInstance>();
        foreach (string name in names)
        {
            Func<string, bool> isWanted = Wildcards.AnyOf(cmdlet, [name])!;
            LoggerInstance[] found = TradingLogger.FindInstance(name) is { } exact
                ? [exact]
                : [.. Known.Where(instance => isWanted(instance.Name))];
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                cmdlet.WriteError(LoggingErrors.InstanceNotFound(name));
            matching.AddRange(found.Except(matching));
        }

        return matching;
    }

    /// <summary>The logger that a command line means, for completion.</summary>
    /// <param name="parameters">The parameters of the command line so far.</param>
    public static LoggerInstance Of(IDictionary parameters) =>
        ArgumentValue.Of(parameters["Instance"]) is string name && TradingLogger.FindInstance(name) is { } instance
            ? instance
            : ScriptHandler.CurrentInstance ?? Default;

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
}
