using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using TradingLogging.PowerShell.Capture;

namespace TradingLogging.PowerShell.Handlers;

/// <summary>The script blocks of a handler as text, which a runspace of its own can run: a block itself belongs to the
/// runspace that made it, and would wait for it.</summary>
internal sealed class HandlerScript
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values that the blocks take from their caller by <c>$using:</c>, by name.</summary>
    public IReadOnlyDictionary<string, object?> Variables => _variables;

    /// <summary>The text of a block in which <c>$using:name</c> reads the variable of that name, whose value is taken
    /// now.</summary>
    /// <param name="block">The block.</param>
    /// <param name="caller">Whose variables these are.</param>
    /// <exception cref="ArgumentException">The block has clauses: it runs anew for each record.</exception>
    /// <exception cref="ItemNotFoundException">The caller has no such variable.</exception>
    public string Add(ScriptBlock block, SessionState caller)
    {
        if (CallerScope.HasClauses(block))
        {
            throw new ArgumentException(
                "A block of a handler cannot have begin, process or dynamicparam: it runs anew for each record, which "
                    + "is $_ and the first argument. Leave the words out.");
        }

        string text = block.ToString();
        string whole = block.Ast.Extent.Text;
        int start = block.Ast.Extent.StartOffset + whole.IndexOf(text, StringComparison.Ordinal);
        var result = new StringBuilder(text);
        // From the end, so that the places before stay where they are.
        foreach (VariableExpressionAst variable in UsedVariables(block))
        {
            string name = variable.VariablePath.UserPath;
            _variables[name] = (caller.PSVariable.Get(name)
                ?? throw new ItemNotFoundException($"There is no variable ${name} for $using:{name}.")).Value;
            result.Remove(variable.Extent.StartOffset - start, variable.Extent.Text.Length)
                .Insert(variable.Extent.StartOffset - start, $"${{{name}}}");
        }

        return result.ToString();
    }

    private static IEnumerable<VariableExpressionAst> UsedVariables(ScriptBlock block) =>
        from expression in block.Ast.FindAll(ast => ast is UsingExpressionAst, searchNestedScriptBlocks: true)
        orderby expression.Extent.StartOffset descending
        select UsingExpressionAst.ExtractUsingVariable((UsingExpressionAst)expression);
}
