using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace TradingLogging.PowerShell.Capture;

/// <summary>Runs blocks in the scope of the caller of a cmdlet.</summary>
internal static class CallerScope
{
    // The only public way to run a block in the caller's scope with its output going on as it is made.
    private const string RunBlock = ". $args[0]";

    // As ForEach-Object, which is the only public way to give a block of the caller's scope its $_.
    private const string RunBlockFor = ", $args[1] | ForEach-Object $args[0]";

    // ForEach-Object takes no block of several clauses.
    private const string RunClausesFor = ", $args[1] | . $args[0]";

    /// <summary>The text of the scripts that run blocks.</summary>
    public static IReadOnlyList<string> Scripts { get; } = [RunBlock, RunBlockFor, RunClausesFor];

    /// <summary>Whether a block has clauses that tell what to do before and for each input.</summary>
    public static bool HasClauses(ScriptBlock block)
    {
        ScriptBlockAst? body = block.Ast as ScriptBlockAst ?? (block.Ast as FunctionDefinitionAst)?.Body;
        return body is not null && (body.BeginBlock ?? body.ProcessBlock ?? body.DynamicParamBlock) is not null;
    }

    /// <summary>Runs a block; its output and errors are those of the cmdlet, and an error that ends it keeps its
    /// position.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="block">The block.</param>
    public static void Run(PSCmdlet cmdlet, ScriptBlock block) => Run(cmdlet, RunBlock, block);

    /// <summary>Runs a block with an object as <c>$_</c>.</summary>
    /// <inheritdoc cref="Run(PSCmdlet, ScriptBlock)"/>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="block">The block.</param>
    /// <param name="input">The object.</param>
    public static void RunFor(PSCmdlet cmdlet, ScriptBlock block, object? input) =>
        Run(cmdlet, HasClauses(block) ? RunClausesFor : RunBlockFor, block, input);

    private static void Run(PSCmdlet cmdlet, string script, params object?[] arguments)
    {
        try
        {
            cmdlet.InvokeCommand.InvokeScript(
                script,
                useNewScope: false,
                PipelineResultTypes.Output | PipelineResultTypes.Error,
                input: null,
                arguments);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            KeepPosition(exception);
            throw;
        }
    }

    /// <summary>Lets an error that is about to leave a cmdlet keep its position.</summary>
    /// <remarks>PowerShell wraps what leaves a cmdlet, and so moves its position to the cmdlet, unless a throw
    /// statement threw it.</remarks>
    public static void KeepPosition(RuntimeException exception) => exception.WasThrownFromThrowStatement = true;
}
