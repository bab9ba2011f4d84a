using System.Collections;
using System.Management.Automation;
using TradingLogging.Analytics;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell;

/// <summary>A cmdlet that measures trading: from a log that it reads itself, or from events of the pipeline.</summary>
public abstract class TradeActivityCmdlet : TradeReadingCmdlet
{
    private protected const string EventSet = "InputObject";

    private static readonly string[] Conditions = [nameof(Action), nameof(Symbol), nameof(Since), nameof(Until), nameof(Where)];

    private TradeActivityMeter? _meter;

    private protected TradeActivityCmdlet()
    {
    }

    /// <summary>Events from the pipeline, of <c>Get-TradeEvent</c> or of <c>Write-TradeEvent -PassThru</c>, in the order in
    /// which they are measured. Objects with a timestamp, an action and members are taken too: events from a job or from
    /// Clixml, rows of <c>Import-Csv</c>, and what <c>Select-Object</c> made of events.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = EventSet)]
    [TradeEventArgument]
    [ValidateNotNull]
    public TradeEvent[] InputObject { get; set; } = [];

    /// <inheritdoc cref="Commands.GetTradeEventCommand.Until"/>
    [Parameter]
    [EventTimeArgument]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Which cost an exit takes when realised pnl is computed from fills. Default Average.</summary>
    [Parameter]
    public CostMethod CostMethod { get; set; }

    /// <summary>Own names of members by the name that they are read for: <c>@{ quantity = 'lots' }</c>. Default none.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Map { get; set; }

    /// <summary>What one unit of a currency is in the currency of <c>-Currency</c>: <c>@{ BNB = 612.5 }</c>. Default none: amounts of
    /// different currencies are never added.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Rate { get; set; }

    /// <summary>The currency that <c>-Rate</c> converts to. Default the first currency of the log that has no rate.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Currency { get; set; }

    /// <summary>Whose days and times of day count, whatever offsets the events carry. Default the machine's.</summary>
    [Parameter]
    [TimeZoneArgument]
    public TimeZoneInfo? TimeZone { get; set; }

    /// <summary>How far before <c>-Since</c> the log is read for orders and positions that were opened there; they are not
    /// counted. Default 7 days.</summary>
    [Parameter]
    public TimeSpan LookBack { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Whether the events come from the pipeline. When none came they did all the same: another log is not to be
    /// measured in their place.</summary>
    private protected bool IsGivenEvents => ParameterSetName == EventSet
        || (ParameterSetName == DirectorySet && LogDirectory is null && MyInvocation.ExpectingInput);

    /// <summary>What has been measured so far.</summary>
    private protected TradeActivityMeter Meter => _meter ??= new TradeActivityMeter(Options());

    /// <summary>For how many orders the timeline is kept.</summary>
    private protected virtual int Timelines => 0;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (!IsGivenEvents)
            return;

        // Silently leaving a condition out would give wrong sums.
        if (Conditions.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) is { } condition)
            ThrowTerminatingError(ReportErrors.ConditionOnEvents(condition));
        foreach (TradeEvent tradeEvent in InputObject)
            Take(tradeEvent);
    }

    /// <summary>Takes an event of the pipeline or of the log.</summary>
    private protected virtual void Take(TradeEvent tradeEvent) => Meter.Add(tradeEvent);

    /// <summary>Reads the log, if one is to be read.</summary>
    private protected void ReadLog()
    {
        if (IsGivenEvents)
            return;

        ReadingReport report = Report("Measuring trades");
        LogReadOptions options = report.Options;
        Action<LogDamage>? tell = options.Damaged;
        options = options with
        {
            Damaged = damage =>
            {
                Meter.Add(damage);
                tell?.Invoke(damage);
            },
        };
        ReadAll(report, () =>
        {
            DateTimeOffset? from = Since is { } since && since - DateTimeOffset.MinValue > LookBack ? since - LookBack : Since;
            foreach (TradeEvent tradeEvent in Log().Read(Query() with { Since = from, Until = Until }, options))
                Take(tradeEvent);
        });
    }

    private TradeActivityOptions Options()
    {
        try
        {
            var options = new TradeActivityOptions
            {
                CostMethod = CostMethod,
                TimeZone = TimeZone ?? TimeZoneInfo.Local,
                Map = MeasureArguments.Names(Map),
                Rates = MeasureArguments.Rates(Rate),
                Currency = Currency,
                CountFrom = Since,
                Timelines = Timelines,
            };
            _ = new TradeActivityMeter(options);
            return options;
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(new ErrorRecord(exception, "InvalidMeasureArgument", ErrorCategory.InvalidArgument, targetObject: null));
            throw;
        }
    }
}
