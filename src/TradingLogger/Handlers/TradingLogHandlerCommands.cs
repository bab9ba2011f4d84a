using System.Management.Automation;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Commands;
using TradingLogging.PowerShell.Instances;
using TradingLogging.PowerShell.Reading;

namespace TradingLogging.PowerShell.Handlers;

/// <summary>Tells what each handler has done: those of the console and the log files, and those that were
/// added.</summary>
[Cmdlet(VerbsCommon.Get, "TradingLogHandler")]
[OutputType(typeof(HandlerState))]
public sealed class GetTradingLogHandlerCommand : LoggingCmdlet
{
    /// <summary>The names of the handlers; wildcards are allowed. By default all.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HandlerNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc cref="GetTradingLoggerCommand.Instance"/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    public override string? Instance { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        HandlerState[] handlers = [.. Loggers().SelectMany(logger => logger.GetState().Handlers)];
        var found = new List<HandlerState>();
        foreach (string name in Name)
        {
            Func<string, bool> isWanted = Wildcards.AnyOf(this, [name])!;
            HandlerState[] named = [.. handlers.Where(handler => isWanted(handler.Name))];
            if (named.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(HandlerErrors.NotFound(name, handlers));
            found.AddRange(named.Except(found));
        }

        WriteObject(found, enumerateCollection: true);
    }

    private IReadOnlyList<LoggerInstance> Loggers() => WildcardPattern.ContainsWildcardCharacters(Instance)
        ? InstanceSelection.Matching(this, [Instance!])
        : [Target];
}

/// <summary>Removes a handler that was added, and waits until it has got the records that wait for it.</summary>
[Cmdlet(VerbsCommon.Remove, "TradingLogHandler", SupportsShouldProcess = true)]
public sealed class RemoveTradingLogHandlerCommand : PipedLoggerCmdlet
{
    /// <summary>The name of the handler.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HandlerNameCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IReadOnlyList<HandlerState> handlers = Target.GetState().Handlers;
        if (!handlers.Any(handler => string.Equals(handler.Name, Name, StringComparison.OrdinalIgnoreCase)))
        {
            WriteError(HandlerErrors.NotFound(Name, handlers));
            return;
        }

        if (!ShouldProcess(Name))
            return;
        bool isRemoved;
        using (ShowOutput())
            isRemoved = Target.RemoveHandler(Name);
        if (!isRemoved)
            WriteError(HandlerErrors.BuiltIn(Name));
    }
}

/// <summary>The error records about handlers.</summary>
internal static class HandlerErrors
{
    /// <summary>A handler cannot be made.</summary>
    public static ErrorRecord Invalid(Exception exception, string name) =>
        new(LoggingErrors.WithoutParameter(exception), "InvalidHandler", ErrorCategory.InvalidArgument, name);

    /// <summary>The name is taken.</summary>
    public static ErrorRecord Exists(string name) => new(
        new ArgumentException(
            $"The name {name} is taken. Give another -Name, remove that handler with Remove-TradingLogHandler {name}, "
                + "or replace it with -Force. The names console, file and trades are those of the logger itself."),
        "HandlerExists",
        ErrorCategory.ResourceExists,
        name);

    /// <summary>There is no handler of that name.</summary>
    public static ErrorRecord NotFound(string name, IReadOnlyList<HandlerState> handlers) => new(
        new ItemNotFoundException(
            handlers.Count == 0
                ? $"There is no handler {name}: logging is not initialised."
                : $"There is no handler {name}. There are {LoggingErrors.List(handlers.Select(one => one.Name))}."),
        "HandlerNotFound",
        ErrorCategory.ObjectNotFound,
        name);

    /// <summary>A handler of the logger itself is to be removed.</summary>
    public static ErrorRecord BuiltIn(string name) => new(
        new InvalidOperationException(
            $"The handler {name} was not added, and cannot be removed. "
                + "Initialize-TradingLogger -NoConsole logs without a console."),
        "HandlerIsBuiltIn",
        ErrorCategory.InvalidOperation,
        name);
}
