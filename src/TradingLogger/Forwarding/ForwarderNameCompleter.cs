using System.Collections;
using TradingLogging.Forwarding;
using TradingLogging.PowerShell.Arguments;

namespace TradingLogging.PowerShell.Forwarding;

/// <summary>Completes the names of the forwarders of the log that the command line names, or of the initialised
/// logger.</summary>
public sealed class ForwarderNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<string> ValuesOf(IDictionary parameters)
    {
        try
        {
            return LogTail.LogOf(parameters) is { } directory
                ? [.. ForwarderState.ReadAll(directory).Select(forwarder => forwarder.Name)]
                : [];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
