using System.Collections;
using System.Management.Automation;
using TradingLogging.Logging;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;
using TradingLogging.PowerShell.Values;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Writes a trade event as one JSON line of <c>trades.log</c>.</summary>
[Cmdlet(VerbsCommunications.Write, "TradeEvent")]
[OutputType(typeof(TradeEvent))]
public sealed class WriteTradeEventCommand : RecordingCmdlet
{
    private static readonly Hashtable NoMembers = [];

    private TradeBatch? _batch;
    private NamedEvent _event;
    private bool _isActionGiven;

    /// <summary>What happened, for example <c>SIGNAL_GENERATED</c>, <c>ORDER_PLACED</c>, <c>ORDER_FILLED</c> or
    /// <c>POSITION_CLOSED</c>. Left out, the input says it: its property or entry <c>Action</c>, or the action of an
    /// event that was read. With <c>-Action</c>, that of an event that was read is left out, and a member Action of
    /// other data is kept as <c>data.Action</c>, with a warning.</summary>
    [Parameter(Position = 0)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(TradeActionCompleter))]
    public string Action { get; set; } = string.Empty;

    /// <summary>
    /// <para>The members of the event: a hashtable, an ordered or other dictionary, a custom object or any object with
    /// properties. Left out, the event has no members; <c>$null</c> is an error.</para>
    /// <para>Of an event that was read from a log, its members with every digit; its timestamp becomes the event_time,
    /// unless a member tells when it happened. Its number, hash and evidence are made anew. This holds for events of
    /// <c>Get-TradeEvent</c>, their copies out of jobs, remoting and Clixml and, without <c>-Action</c>, for lines of a
    /// log and for rows of <c>Import-Csv</c> or <c>ConvertFrom-Json</c> with Timestamp and Action.</para>
    /// <para>Of a row of a DataTable, its columns.</para>
    /// <para>Members named timestamp, action or truncated, in a log with integrity = chain also seq, prev or corrects,
    /// are kept as <c>data.timestamp</c> and so on, with a warning.</para>
    /// </summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    public object? Data { get; set; }

    /// <summary>When the event happened, if that is not now: written as the member <c>event_time</c>. A text must be
    /// ISO 8601, such as <c>2025-12-18T10:30:45+01:00</c>; one that means another day in another culture is an error. A
    /// time without offset is the machine's wall clock. Left out, an input of the pipeline and, without
    /// <c>-Action</c>, the data say it by their property or entry <c>EventTime</c>; an empty text says nothing. A
    /// member <c>event_time</c> stays as it is; beside an <c>EventTime</c> it becomes <c>data.event_time</c>, with a
    /// warning. Without <c>-Action</c>, a text in it that is no such time is an error.</summary>
    [Parameter]
    [ValidateNotNull]
    [EventTimeArgument]
    public DateTimeOffset? EventTime { get; set; }

    /// <summary>The number (member seq) of an earlier event that this one corrects: written as the member corrects. The
    /// earlier event stays as it is. Needs a log with integrity = chain.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long Corrects { get; set; }

    /// <summary>Outputs the event as it stands in the log; its members are properties of the object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Writes the events of the whole pipeline when it has ended, by one append: all of them are in the log
    /// when it returns, and none is when it fails. A kill in that moment may leave whole events of the batch; the next
    /// writer marks them with a line <c>BATCH_UNFINISHED</c>. A power cut may leave some unmarked, and so may a kill
    /// with mode = async. Their timestamp is the moment of the append. An object that cannot be an event ends the
    /// statement, and nothing is written.</summary>
    [Parameter]
    public SwitchParameter AsBatch { get; set; }

    private bool IsDataGiven => MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(Data));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RequireLogger();
        _isActionGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Action));
        if (AsBatch && Corrects > 0)
            ThrowTerminatingError(LoggingErrors.CorrectionInBatch());
        if (AsBatch)
            _batch = Target.CreateBatch();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Data is null && IsDataGiven)
            Refuse(LoggingErrors.NullData(Action));
        else if (TryRead())
            Attempt(isEnd: false);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_batch is not null)
            Attempt(isEnd: true);
        TellRepeatedWarnings();
    }

    private protected override ErrorRecord ConsoleError(Exception cause, string line) =>
        LoggingErrors.EventCopyNotWritten(LoggingErrors.NotShown(cause, line, isTradeEvent: true), Data);

    // Takes from the input what the parameters leave open.
    private bool TryRead()
    {
        try
        {
            // With an action the core writes such an object by itself.
            if (!_isActionGiven && ArgumentValue.Of(Data) is not (null or PSCustomObject or IDictionary or string))
                Data = JsonDocuments.Read(Data!);
            if (IsOfALog(Data))
            {
                if (TradeInput.EventOf(PSObject.AsPSObject(Data), Refuse) is not { } copied)
                    return false;
                Data = copied;
            }

            _event = Read();
        }
        catch (Exception exception) when (exception is ArgumentException or GetValueException)
        {
            Refuse(LoggingErrors.InvalidEvent(exception, Data));
            return false;
        }

        if (_isActionGiven || _event.Action is not null)
            return true;
        Refuse(LoggingErrors.NoAction(Data));
        return false;
    }

    private bool IsOfALog(object? data) =>
        TradeInput.IsCopy(data)
        || TradeInput.IsChanged(data)
        || (!_isActionGiven
            && (NamedEvent.IsExported(data) || (ArgumentValue.Of(data) is string line && TradeInput.IsJson(line))));

    private NamedEvent Read()
    {
        bool wantsTime = EventTime is null && (MyInvocation.ExpectingInput || !_isActionGiven);
        NamedEvent read = ArgumentValue.Of(Data) switch
        {
            null => new NamedEvent(Action: null, Time: null, NoMembers),
            TradeEvent logged => new NamedEvent(logged.Action, Time: null, logged),
            _ when _isActionGiven && !wantsTime => new NamedEvent(Action: null, Time: null, Data!),
            _ => NamedEvent.Of(Data!, !_isActionGiven, wantsTime),
        };
        return read with { Action = _isActionGiven ? Action : read.Action, Time = EventTime ?? read.Time };
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
        catch (InvalidOperationException) when (!Target.IsInitialized)
        {
            ThrowTerminatingError(LoggingErrors.NotInitialized(Target));
        }
        catch (InvalidOperationException exception) when (Corrects > 0)
        {
            WriteError(LoggingErrors.NoEventNumbers(exception, Corrects));
        }
    }

    private void Log()
    {
        (string? action, DateTimeOffset? time, object data) = _event;
        TradeEvent? written = null;
        using (ShowOutput())
        {
            if (Corrects > 0)
                written = Target.LogCorrection(Corrects, action!, data, time, ScriptLine);
            else if (PassThru)
                written = Target.LogTradeEvent(action!, data, time, ScriptLine);
            else
                Target.LogTrade(action!, data, time, ScriptLine);
        }

        TradeActions.Remember(action!);
        if (PassThru && written is not null)
            WriteObject(written);
    }

    private void Gather()
    {
        using (ShowOutput())
            _batch!.Add(_event.Action!, _event.Data, _event.Time);
        TradeActions.Remember(_event.Action!);
    }

    private void LogBatch()
    {
        IReadOnlyList<TradeEvent> written = [];
        using (ShowOutput())
        {
            if (PassThru)
                written = Target.LogTradeEvents(_batch!, ScriptLine);
            else
                Target.LogTrades(_batch!, ScriptLine);
        }

        foreach (TradeEvent one in written)
            WriteObject(one);
    }
}
