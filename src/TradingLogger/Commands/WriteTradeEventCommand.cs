using System.Collections;
using System.Management.Automation;
using TradingLogging.Handlers;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell;

/// <summary>Writes a trade event as one JSON line of <c>trades.log</c>; it is with the operating system when the cmdlet
/// returns.</summary>
[Cmdlet(VerbsCommunications.Write, "TradeEvent")]
[OutputType(typeof(TradeEvent))]
public sealed class WriteTradeEventCommand : LoggingCmdlet
{
    private static readonly Hashtable NoMembers = [];

    private TradeBatch? _batch;

    /// <summary>What happened, for example <c>ORDER_FILLED</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(TradeActionCompleter))]
    public string Action { get; set; } = string.Empty;

    /// <summary>The event's members: a dictionary, a custom object or any object with properties.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    public object? Data { get; set; }

    /// <summary>When it happened, if that is not now; written as <c>event_time</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    [EventTimeArgument]
    public DateTimeOffset? EventTime { get; set; }

    /// <summary>The number of an earlier event that this one corrects; written as <c>corrects</c>.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long Corrects { get; set; }

    /// <summary>Outputs the event as it stands in the log.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Writes the events of the whole pipeline when it has ended, by one append: all of them or none.</summary>
    [Parameter]
    public SwitchParameter AsBatch { get; set; }

    private bool IsDataGiven => MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(Data));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RequireLogger();
        if (AsBatch && Corrects > 0)
            ThrowTerminatingError(LoggingErrors.CorrectionInBatch());
        if (AsBatch)
            _batch = TradingLogger.CreateBatch();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Data is null && IsDataGiven)
            Refuse(LoggingErrors.NullData(Action));
        else
            Attempt(isEnd: false);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_batch is not null)
            Attempt(isEnd: true);
    }

    // A batch with an event missing would not be the one that was meant.
    private void Refuse(ErrorRecord error)
    {
        if (_batch is null)
            WriteError(error);
        else
            ThrowTerminatingError(error);
    }

    private void Attempt(bool isEnd)
    {
        try
        {
            if (_batch is null)
                Log();
            else if (isEnd)
                LogBatch();
            else
                Gather();
        }
        catch (LogWriteException exception) when (exception.IsTradeEventWritten)
        {
            WriteError(LoggingErrors.EventCopyNotWritten(exception, Data));
        }
        catch (LogWriteException exception)
        {
            WriteError(LoggingErrors.EventNotWritten(exception, Data));
        }
        catch (ArgumentException exception)
        {
            Refuse(LoggingErrors.InvalidEvent(exception, Data));
        }
        catch (InvalidOperationException) when (!TradingLogger.IsInitialized)
        {
            ThrowTerminatingError(LoggingErrors.NotInitialized());
        }
        catch (InvalidOperationException exception) when (Corrects > 0)
        {
            WriteError(LoggingErrors.NoEventNumbers(exception, Corrects));
        }
    }

    private void Log()
    {
        TradeEvent? written = null;
        using (ShowOutput())
        {
            if (Corrects > 0)
                written = TradingLogger.LogCorrection(Corrects, Action, Data ?? NoMembers, EventTime, ScriptLine);
            else if (PassThru)
                written = TradingLogger.LogTradeEvent(Action, Data ?? NoMembers, EventTime, ScriptLine);
            else
                TradingLogger.LogTrade(Action, Data ?? NoMembers, EventTime, ScriptLine);
        }

        TradeActions.Remember(Action);
        if (PassThru && written is not null)
            WriteObject(written);
    }

    private void Gather()
    {
        using (ShowOutput())
            _batch!.Add(Action, Data ?? NoMembers, EventTime);
        TradeActions.Remember(Action);
    }

    private void LogBatch()
    {
        IReadOnlyList<TradeEvent> written = [];
        using (ShowOutput())
        {
            if (PassThru)
                written = TradingLogger.LogTradeEvents(_batch!, ScriptLine);
            else
                TradingLogger.LogTrades(_batch!, ScriptLine);
        }

        foreach (TradeEvent one in written)
            WriteObject(one);
    }
}
