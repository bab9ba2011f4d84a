using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace TradingLogging.PowerShell;

/// <summary>Completes the names of the loggers that exist in this process.</summary>
public sealed class LoggerNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) => Completions.Of(TradingLogger.LoggerNames, wordToComplete);
}
