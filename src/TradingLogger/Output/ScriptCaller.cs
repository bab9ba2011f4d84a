using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using TradingLogging.PowerShell.Capture;

namespace TradingLogging.PowerShell.Output;

/// <summary>The place in a script that a record names as its origin.</summary>
/// <param name="Script">The path of the script; null for none.</param>
/// <param name="Line">The line, from 1; 0 when unknown.</param>
internal sealed record ScriptCaller(string? Script, int Line)
{
    // The module's own script text, by which it runs blocks, is no caller.
    private static readonly string[] OwnScripts = [.. CallerScope.Scripts, .. StreamTee.Scripts];

    /// <summary>The caller of a cmdlet, or one of its callers.</summary>
    /// <param name="level">1 for the caller of the cmdlet, 2 for the caller of that one, as <c>Get-PSCallStack</c>
    /// lists them. Beyond them it is the outermost script, or the outermost caller where none has a file.</param>
    /// <param name="invocation">The call of the cmdlet, which is the first of them.</param>
    public static ScriptCaller At(int level, InvocationInfo invocation)
    {
        CallStackFrame[] frames = Frames();
        CallStackFrame? found = level <= frames.Length
            ? frames[level - 1]
            : frames.LastOrDefault(frame => frame.ScriptName is not null) ?? frames.LastOrDefault();
        return found is null
            ? new ScriptCaller(invocation.ScriptName, invocation.ScriptLineNumber)
            : new ScriptCaller(found.ScriptName, found.ScriptLineNumber);
    }

    /// <summary>Where the innermost script stands that is not the module's own; null when there is none.</summary>
    public static IScriptExtent? Position() => Frames().FirstOrDefault()?.Position;

    /// <summary>Whether a call is one of the module's own script text, which is no place that an error can have for
    /// people.</summary>
    public static bool IsOwn(InvocationInfo call) =>
        string.IsNullOrEmpty(call.ScriptName) && OwnScripts.Contains(call.Line);

    private static CallStackFrame[] Frames() =>
        [.. Runspace.DefaultRunspace?.Debugger?.GetCallStack()?.Where(frame => !IsOwn(frame)) ?? []];

    private static bool IsOwn(CallStackFrame frame) => frame.ScriptName is null
        && frame.Position?.StartScriptPosition?.GetFullScript() is { } text
        && OwnScripts.Contains(text);
}
