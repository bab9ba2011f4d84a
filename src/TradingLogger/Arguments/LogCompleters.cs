using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using TradingLogging.PowerShell.Instances;
using TradingLogging.PowerShell.Output;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Arguments;

/// <summary>Completes symbols: those of the last events of the log that the command line names, or of the initialised
/// logger.</summary>
public sealed class TradeSymbolCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<string> ValuesOf(IDictionary parameters) =>
        LogTail.Texts(parameters, read => read.Symbol);
}

/// <summary>Completes the actions of trade events: the common ones, those written in this process, and those of the
/// last events of the log that the command line names, or of the initialised logger.</summary>
public sealed class TradeActionCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<string> ValuesOf(IDictionary parameters)
    {
        string[] known = [.. TradeActions.Known];
        return known.Concat(LogTail.Texts(parameters, read => read.Action).Except(known));
    }
}

/// <summary>Reads the end of a log while somebody waits at the command line: for a bounded time, and without a word
/// when it cannot be read.</summary>
internal static class LogTail
{
    private const int MostEvents = 2_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(300);

    private static readonly string[] PathParameters = ["LogDirectory", "Path", "LiteralPath"];

    /// <summary>What the last events have, each text once, in ordinal order. Texts that could drive a terminal are left
    /// out.</summary>
    /// <param name="parameters">The parameters of the command line so far.</param>
    /// <param name="textOf">What is wanted of an event; null for nothing.</param>
    public static IEnumerable<string> Texts(IDictionary parameters, Func<TradeEvent, string?> textOf)
    {
        try
        {
            return [.. Events(parameters)
                .Select(textOf)
                .OfType<string>()
                .Where(text => text.Length > 0 && TradeEventText.Visible(text) == text)
                .Distinct(StringComparer.Ordinal)
                .OrderBy(text => text, StringComparer.Ordinal)];
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or OperationCanceledException or ArgumentException
                or NotSupportedException or RuntimeException)
        {
            return [];
        }
    }

    private static List<TradeEvent> Events(IDictionary parameters)
    {
        if (LogOf(parameters) is not { } log)
            return [];
        using var ending = new CancellationTokenSource(Longest);
        var options = new LogReadOptions { Failed = _ => { }, Cancellation = ending.Token };
        var query = new TradeQuery { Last = MostEvents };
        List<TradeEvent> current = File.Exists(TradeLog.CurrentFileOf(log))
            ? [.. TradeLog.OfFiles([TradeLog.CurrentFileOf(log)]).Read(query, options)]
            : [];
        // Shortly after midnight all there is has been archived.
        return current.Count > 0 || !Directory.Exists(log)
            ? current
            : [.. TradeLog.InDirectory(log).Read(query, options)];
    }

    /// <summary>The log that the command line names, or that of the initialised logger; null when there is
    /// none.</summary>
    /// <param name="parameters">The parameters of the command line so far.</param>
    public static string? LogOf(IDictionary parameters)
    {
        object? given = PathParameters.Select(name => parameters[name]).FirstOrDefault(value => value is not null);
        return ArgumentValue.Of(given) switch
        {
            null => InstanceSelection.Of(parameters).GetState().LogDirectory,
            string path => Resolve(path),
            object?[] { Length: > 0 } paths => Resolve(ArgumentValue.TextOf(paths[0])),
            _ => null,
        };
    }

    // A completer has no cmdlet that knows where the user is.
    private static string? Resolve(string path)
    {
        if (Runspace.DefaultRunspace is null)
            return null;
        using var engine = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        return engine
            .AddScript("param($path) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)")
            .AddArgument(path)
            .Invoke<string>()
            .FirstOrDefault();
    }
}
