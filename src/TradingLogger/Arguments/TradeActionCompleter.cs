using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace TradingLogging.PowerShell;

/// <summary>Completes the actions of trade events: the common ones and those written in this process.</summary>
public sealed class TradeActionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) => Completions.Of(TradeActions.Known, wordToComplete);
}
