using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace TradingLogging.ScriptHost;

/// <summary>Lets <c>exit</c> in a script file end the host, as it does under <c>pwsh -File</c>.</summary>
/// <remarks>
/// The engine otherwise ends that file only and leaves the number in <c>$LASTEXITCODE</c>, where the number of the
/// last native program may stand as well: the two cannot be told apart. Its switch is not public; a test guards it.
/// </remarks>
internal static class ScriptExit
{
    private const string EngineContext = "System.Management.Automation.ExecutionContext, System.Management.Automation";

    /// <summary>Applies to the next script file that the runspace runs.</summary>
    /// <param name="runspace">An open local runspace.</param>
    public static void ReachesHost(Runspace runspace) => SetShouldRethrowExit(GetExecutionContext(runspace), true);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ExecutionContext")]
    [return: UnsafeAccessorType(EngineContext)]
    private static extern object GetExecutionContext(Runspace runspace);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ScriptCommandProcessorShouldRethrowExit")]
    private static extern void SetShouldRethrowExit([UnsafeAccessorType(EngineContext)] object context, bool value);
}
