using System.Management.Automation;
using TradingLogging.Handlers;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;

namespace TradingLogging.PowerShell.Handlers;

/// <summary>Runs a script block for each log record, or sends the records to the journal of systemd or to the Windows
/// Event Log.</summary>
[Cmdlet(VerbsCommon.Add, "TradingLogHandler", DefaultParameterSetName = ScriptSet)]
[OutputType(typeof(HandlerState))]
public sealed class AddTradingLogHandlerCommand : PipedLoggerCmdlet
{
    private const string ScriptSet = "Script";
    private const string JournalSet = "Journal";
    private const string EventLogSet = "EventLog";

    /// <summary>The name of the handler, for states, messages and <c>Remove-TradingLogHandler</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>
    /// <para>The block. It gets the record as its argument and as <c>$_</c>: Time, Level, Logger, Message, LineNumber,
    /// Error, Data (the members of a message or an event), and for a trade event Event. Secrets are masked.</para>
    /// <para>It runs in a runspace of its own, with this module; <c>$using:name</c> takes the value that a variable has
    /// now.</para>
    /// </summary>
    [Parameter(ParameterSetName = ScriptSet, Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>Decides on a record: the block gets it as <c>-ScriptBlock</c> does, and passes it by any output that is
    /// true.</summary>
    [Parameter(ParameterSetName = ScriptSet)]
    [ValidateNotNull]
    public ScriptBlock? Filter { get; set; }

    /// <summary>Sends the records to the journal of systemd.</summary>
    [Parameter(ParameterSetName = JournalSet, Mandatory = true)]
    public SwitchParameter Journal { get; set; }

    /// <summary>The socket on which journald listens.</summary>
    [Parameter(ParameterSetName = JournalSet)]
    [ValidateNotNullOrEmpty]
    public string JournalSocket { get; set; } = JournalHandler.DefaultSocket;

    /// <summary>Writes the records to the log Application of the Windows Event Log.</summary>
    [Parameter(ParameterSetName = EventLogSet, Mandatory = true)]
    public SwitchParameter EventLog { get; set; }

    /// <summary>The program that the journal (SYSLOG_IDENTIFIER) or the Event Log (source) names.</summary>
    [Parameter(ParameterSetName = JournalSet)]
    [Parameter(ParameterSetName = EventLogSet)]
    [ValidateNotNullOrEmpty]
    public string Source { get; set; } = "TradingLogger";

    /// <summary>The lowest level that the handler gets.</summary>
    [Parameter]
    [LogLevelArgument]
    [ArgumentCompleter(typeof(LogLevelCompleter))]
    public string Level { get; set; } = nameof(LogLevel.Info);

    /// <summary>The loggers whose records the handler gets; wildcards are allowed. By default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LoggerNameCompleter))]
    public string[]? Logger { get; set; }

    /// <summary>How many records may wait for the handler. What has no room is dropped, counted and warned of
    /// once.</summary>
    [Parameter]
    [ValidateRange(1, QueuedHandler.MostCapacity)]
    public int Capacity { get; set; } = 1000;

    /// <summary>How many seconds closing waits, at most, for the records that wait.</summary>
    [Parameter]
    [SecondsArgument]
    [ValidateDuration(MostSeconds = QueuedHandler.MostDrainSeconds)]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Replaces a handler of that name which was added before.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Outputs the state of the handler.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RequireLogger();
        QueuedHandler handler = Make();
        handler.Level = LogLevelArgument.Of(Level);
        using (ShowOutput())
            Add(handler);
        WarnOfTradesThatDoNotCome();
        if (PassThru)
            WriteObject(handler.GetState() with { Instance = Target.Name });
    }

    private QueuedHandler Make()
    {
        try
        {
            QueuedHandler handler = ParameterSetName switch
            {
                JournalSet => new JournalHandler(Name, Source, FileSystemPath.Resolve(this, JournalSocket))
                {
                    Capacity = Capacity,
                    DrainTimeout = DrainTimeout,
                },
                EventLogSet => new EventLogHandler(Name, Source) { Capacity = Capacity, DrainTimeout = DrainTimeout },
                _ => MakeScriptHandler(),
            };
            if (Logger is not null)
                handler.AddFilter(new LoggerNameFilter(Wildcards.AnyOf(this, Logger)));
            return handler;
        }
        catch (Exception exception) when (exception
            is ArgumentException or PlatformNotSupportedException or IOException or ItemNotFoundException)
        {
            ThrowTerminatingError(HandlerErrors.Invalid(exception, Name));
            throw;
        }
    }

    private ScriptHandler MakeScriptHandler()
    {
        var script = new HandlerScript();
        string block = script.Add(ScriptBlock, SessionState);
        string? filter = Filter is null ? null : script.Add(Filter, SessionState);
        return new ScriptHandler(Name, Target, block, filter, HandlerRunspace.For(this, script.Variables))
        {
            Capacity = Capacity,
            DrainTimeout = DrainTimeout,
        };
    }

    private void Add(QueuedHandler handler)
    {
        try
        {
            if (Force)
                Target.RemoveHandler(Name);
            Target.AddHandler(handler);
            // The end of a process's first runspace closes all others before any other end is told.
            Events.SubscribeEvent(
                source: null,
                eventName: null,
                PSEngineEvent.Exiting,
                data: null,
                (_, _) => handler.Flush(),
                supportEvent: true,
                forwardEvent: false);
        }
        catch (ArgumentException)
        {
            ThrowTerminatingError(HandlerErrors.Exists(Name));
        }
        catch (InvalidOperationException)
        {
            ThrowTerminatingError(LoggingErrors.NotInitialized(Target));
        }
    }

    private void WarnOfTradesThatDoNotCome()
    {
        if (Logger?.Contains(TradeLogFilter.TradesLoggerName) == true
            && Target.GetState().Configuration is { PropagateTrades: false })
        {
            WriteWarning(
                $"The handler {Name} gets no trade events: propagate_trades = false keeps them to trades.log.");
        }
    }
}

/// <summary>Passes the records of loggers whose name is like a pattern.</summary>
/// <param name="isWanted">Decides by a name; null for none.</param>
internal sealed class LoggerNameFilter(Func<string, bool>? isWanted) : LogFilter
{
    /// <inheritdoc/>
    public override bool Filter(in LogRecord record) => isWanted?.Invoke(record.LoggerName) == true;
}
