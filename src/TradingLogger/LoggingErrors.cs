using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.PowerShell.Instances;
using TradingLogging.PowerShell.Output;

namespace TradingLogging.PowerShell;

/// <summary>The error records of the module. Their ids are stable: scripts may rely on them.</summary>
internal static class LoggingErrors
{
    private const int MostShown = 64;
    private const int MostListed = 10;

    /// <summary>A record is to be written and no logger is there to write it.</summary>
    public static ErrorRecord NotInitialized(LoggerInstance instance) => new(
        new InvalidOperationException(
            instance.Name == LoggerInstance.DefaultName
                ? "Logging is not initialised. Call Initialize-TradingLogger first, for example: "
                    + $"Initialize-TradingLogger -LogDirectory logs{OthersInitialized()}"
                : $"The logger {instance} is not initialised. Call Initialize-TradingLogger first, for example: "
                    + $"Initialize-TradingLogger -Name {instance} -LogDirectory logs/{instance}"),
        "NotInitialized",
        ErrorCategory.InvalidOperation,
        targetObject: null);

    /// <summary>There is no logger of the name.</summary>
    public static ErrorRecord InstanceNotFound(string name) => new(
        new ItemNotFoundException(
            $"There is no logger '{Shown(name)}'. "
                + $"There are {List(Names(InstanceSelection.Known))}. "
                + "Initialize-TradingLogger -Name makes one."),
        "InstanceNotFound",
        ErrorCategory.ObjectNotFound,
        name);

    /// <summary>A module has initialised several loggers by name, each in another runspace, and none in this
    /// one.</summary>
    public static ErrorRecord AmbiguousInstance(string module, IEnumerable<LoggerInstance> loggers) => new(
        new InvalidOperationException(
            $"The module {module} has initialised the loggers {string.Join(", ", loggers)} in other runspaces and none "
                + "in this one, so that each of them may be meant. Say it with -Instance, or call "
                + "Initialize-TradingLogger -Name in this runspace, too."),
        "AmbiguousInstance",
        ErrorCategory.InvalidOperation,
        module);

    /// <summary>What was given as the name of a logger cannot be one.</summary>
    public static ErrorRecord InvalidInstanceName(ArgumentException exception, string name) => new(
        new ArgumentException(
            $"'{Shown(name)}' cannot be -Name: "
                + WithoutParameter(exception).Message,
            exception),
        "InvalidInstanceName",
        ErrorCategory.InvalidArgument,
        name);

    /// <summary>A setting or a configuration file is wrong.</summary>
    public static ErrorRecord InvalidConfiguration(ConfigurationException exception, object? target) =>
        new(exception, "InvalidConfiguration", ErrorCategory.InvalidData, exception.Path ?? target);

    /// <summary>The configuration file that was asked for does not exist.</summary>
    public static ErrorRecord ConfigurationFileNotFound(string path) => new(
        new FileNotFoundException(
            $"The configuration file '{path}' does not exist. "
                + "Correct -ConfigPath, or leave it out to log with the defaults.",
            path),
        "ConfigurationFileNotFound",
        ErrorCategory.ObjectNotFound,
        path);

    /// <summary>A path leads to something that is no file system, for example a registry key.</summary>
    public static ErrorRecord NotAFileSystemPath(string path, string provider) => new(
        new ArgumentException(
            $"The path '{path}' belongs to the provider {provider}. Log files need a path in a file system."),
        "NotAFileSystemPath",
        ErrorCategory.InvalidArgument,
        path);

    /// <summary>Two parameters say the opposite of each other.</summary>
    public static ErrorRecord ContradictoryConsole() => new(
        new ArgumentException("-NoConsole and -Console contradict each other. Give one of them."),
        "ContradictoryParameters",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>Keys are given in several ways.</summary>
    public static ErrorRecord SeveralSealKeys() => new(
        new ArgumentException("-SealKey, -SealCertificate and -SealKeyFile each give a key. Give one of them."),
        "ContradictoryParameters",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>There is no log to verify.</summary>
    public static ErrorRecord TradeLogNotFound(string path) => new(
        new FileNotFoundException($"There is no trade log '{path}', and no archived day of it.", path),
        "TradeLogNotFound",
        ErrorCategory.ObjectNotFound,
        path);

    /// <summary>What was given as the key of seals is none, or cannot sign.</summary>
    public static ErrorRecord InvalidSealKey(Exception exception) =>
        new(exception, "InvalidSealKey", ErrorCategory.InvalidArgument, targetObject: null);

    /// <summary>An archived day was not sealed.</summary>
    public static ErrorRecord TradeLogDayNotSealed(TradeLogProblem problem) => new(
        new InvalidOperationException(problem.ToString()),
        "TradeLogDayNotSealed",
        ErrorCategory.InvalidData,
        problem.Location.File);

    /// <summary>The current trade log does not fit its chain or its seal, and -Force was not given.</summary>
    public static ErrorRecord TradeLogNotIntact(TradeLogNotIntactException exception) => new(
        new InvalidOperationException($"{exception.Message} -Force seals the log as it is.", exception),
        "TradeLogNotIntact",
        ErrorCategory.SecurityError,
        exception.Problem.Location.File);

    /// <summary>Retention is given in two ways.</summary>
    public static ErrorRecord ContradictoryRetention() => new(
        new ArgumentException("-Retention and -RetentionDays both say how long days are kept. Give one of them."),
        "ContradictoryParameters",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>A correction is to be gathered with others.</summary>
    public static ErrorRecord CorrectionInBatch() => new(
        new ArgumentException("-Corrects and -AsBatch cannot be given together. Write corrections one by one."),
        "ContradictoryParameters",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>An event of a log that has no numbers is to be corrected.</summary>
    public static ErrorRecord NoEventNumbers(InvalidOperationException exception, long seq) =>
        new(exception, "NoEventNumbers", ErrorCategory.InvalidOperation, seq);

    /// <summary>The data of an event is <c>$null</c>, which is more often a mistake than meant.</summary>
    public static ErrorRecord NullData(string action) => new(
        new ArgumentException(
            (action.Length > 0 ? $"The data of the trade event {action} is" : "The data of a trade event is")
                + " $null. Leave -Data out to write an event without members."),
        "NullTradeEventData",
        ErrorCategory.InvalidData,
        action);

    /// <summary>An action or data that cannot be a trade event.</summary>
    public static ErrorRecord InvalidEvent(Exception exception, object? data) =>
        OfData(exception, "InvalidTradeEvent", ErrorCategory.InvalidData, data);

    /// <summary>Neither -Action nor the input says what happened.</summary>
    public static ErrorRecord NoAction(object? data)
    {
        string lack = data is null
            ? "-Action is not given."
            : $"-Action is not given, and the {PSObject.AsPSObject(data).BaseObject.GetType().Name} "
                + $"has no member Action with a text.{HintFor(data)}";
        return OfData(
            new ArgumentException(
                $"A trade event lacks its action: {lack} Give -Action, or an input such as "
                    + "[pscustomobject]@{ Action = 'ORDER_FILLED'; symbol = 'BTCUSDT' }."),
            "NoTradeAction",
            ErrorCategory.InvalidData,
            data);
    }

    // PowerShell takes a list apart, and some dictionaries are lists of their pairs.
    private static string HintFor(object data) =>
        PSObject.AsPSObject(data).BaseObject.GetType() is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? " The pipeline takes such a dictionary apart; give it as -Data."
            : "";

    /// <summary>A trade event that is not in the trade log.</summary>
    public static ErrorRecord EventNotWritten(Exception exception, object? data) =>
        OfData(exception, "TradeEventNotWritten", ErrorCategory.WriteError, data);

    /// <summary>A trade event that is in the trade log but not in every other place: writing it again would double
    /// it.</summary>
    public static ErrorRecord EventCopyNotWritten(LogWriteException exception, object? data) =>
        OfData(exception, "TradeEventCopyNotWritten", ErrorCategory.WriteError, data);

    /// <summary>A line is in the log files and not on the console.</summary>
    public static LogWriteException NotShown(Exception cause, string line, bool isTradeEvent) => new(
        "The console could not show a record; the log files have it, so do not write it again. "
            + $"{cause.Message.TrimEnd('.')}. Not shown: {line}",
        path: null,
        cause)
    {
        IsTradeEventWritten = isTradeEvent,
    };

    /// <summary>A line of a text record is in the log file and not on the console.</summary>
    public static ErrorRecord LineNotShown(Exception cause, string line) =>
        RecordNotWritten(NotShown(cause, line, isTradeEvent: false), target: null);

    /// <summary>A text record that could not be written.</summary>
    public static ErrorRecord RecordNotWritten(Exception exception, string? target) => new(
        exception,
        "LogRecordNotWritten",
        ErrorCategory.WriteError,
        target is null ? null : SecretMask.Default.Apply(target));

    /// <summary>What was given as the members of a message cannot have any.</summary>
    public static ErrorRecord InvalidData(ArgumentException exception, object? data) =>
        OfData(exception, "InvalidLogData", ErrorCategory.InvalidArgument, data);

    /// <summary>What came through the pipeline beside a message is nothing that went wrong.</summary>
    public static ErrorRecord NotAnError(object? input)
    {
        string what = input is null ? "$null" : $"of the type {PSObject.AsPSObject(input).BaseObject.GetType().Name}";
        return OfData(
            new ArgumentException(
                $"Beside a message only errors and exceptions come through the pipeline, and this is {what}. Leave the "
                    + "message out to log the input itself, or give it as -Data."),
            "NotAnError",
            ErrorCategory.InvalidArgument,
            input);
    }

    /// <summary>What was given as a context cannot have members.</summary>
    public static ErrorRecord InvalidContext(ArgumentException exception, object context) =>
        OfData(exception, "InvalidTradingContext", ErrorCategory.InvalidArgument, context);

    /// <summary>There is no context that the runspace could end.</summary>
    public static ErrorRecord NoContext() => new(
        new InvalidOperationException(
            "There is no context to take away: this runspace has pushed none, or none since the block of "
                + "Use-TradingContext began that is running."),
        "NoTradingContext",
        ErrorCategory.InvalidOperation,
        targetObject: null);

    /// <summary>An error without the parameter of a method that .NET names behind the text of an argument, and that no
    /// script knows.</summary>
    public static Exception WithoutParameter(Exception exception)
    {
        if (exception is not ArgumentException { ParamName: { Length: > 0 } parameter })
            return exception;
        int end = new[] { $" (Parameter '{parameter}')", $"{Environment.NewLine}Parameter name: {parameter}" }
            .Max(words => exception.Message.IndexOf(words, StringComparison.Ordinal));
        return end < 0 ? exception : new ArgumentException(exception.Message.Remove(end), exception);
    }

    /// <summary>Which loggers are initialised, as the end of a sentence; empty when none is.</summary>
    public static string OthersInitialized()
    {
        string[] names =
            [.. InstanceSelection.Known.Where(logger => logger.IsInitialized).Select(logger => logger.Name)];
        return names.Length == 0 ? "" : $". Initialised is {List(names)}: -Instance means one of those";
    }

    /// <summary>Names for a message: ten of them, and how many more there are.</summary>
    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length <= MostListed
            ? string.Join(", ", all)
            : FormattableString.Invariant(
                $"{string.Join(", ", all.Take(MostListed))} and {all.Length - MostListed} more");
    }

    private static string Shown(string name) =>
        TradeEventText.Visible(name.Length > MostShown ? name.Remove(MostShown) : name);

    // Those that log come first: one of them is meant.
    private static IEnumerable<string> Names(IEnumerable<LoggerInstance> loggers) =>
        loggers.OrderByDescending(one => one.IsInitialized).Select(one => one.Name);

    // PowerShell shows the target as its text, and that of a custom object holds every member.
    private static ErrorRecord OfData(Exception exception, string id, ErrorCategory category, object? data)
    {
        var record = new ErrorRecord(
            exception,
            id,
            category,
            data is string text ? SecretMask.Default.Apply(text) : data);
        if (data is not null)
            record.CategoryInfo.TargetName = data.GetType().Name;
        return record;
    }
}
