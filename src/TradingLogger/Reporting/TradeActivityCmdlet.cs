using System.Collections;
using System.Management.Automation;
using TradingLogging.Analytics;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>A cmdlet that measures trading: from a log that it reads itself, or from events of the pipeline.</summary>
public abstract class TradeActivityCmdlet : TradeInputCmdlet
{
    private static readonly string[] Conditions = [nameof(Action), nameof(Symbol), nameof(Since), nameof(Until),
        nameof(Where)];

    private TradeActivityMeter? _meter;

    private protected TradeActivityCmdlet()
    {
    }

    /// <summary>Which cost an exit takes when realised pnl is computed from fills. Default Average.</summary>
    [Parameter]
    public CostMethod CostMethod { get; set; }

    /// <summary>Own names of members by the name that they are read for: <c>@{ quantity = 'lots' }</c>. Default
    /// none.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Map { get; set; }

    /// <summary>What one unit of a currency is in the currency of <c>-Currency</c>: <c>@{ BNB = 612.5 }</c>. Default
    /// none: amounts of different currencies are never added.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Rate { get; set; }

    /// <summary>The currency that <c>-Rate</c> converts to. Default the first currency of the log that has no
    /// rate.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Currency { get; set; }

    /// <summary>Whose days and times of day count, whatever offsets the events carry. Default the machine's.</summary>
    [Parameter]
    [TimeZoneArgument]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public TimeZoneInfo? TimeZone { get; set; }

    /// <summary>How far before <c>-Since</c> the log is read for orders and positions that were opened there: seconds,
    /// or such as 12h or 7d. They are not counted. What is older is then not known: the exit of an older position opens
    /// one the other way. Default the whole log.</summary>
    [Parameter]
    [SecondsArgument]
    [ValidateDuration]
    public TimeSpan LookBack { get; set; } = TimeSpan.MaxValue;

    /// <summary>What has been measured so far.</summary>
    private protected TradeActivityMeter Meter => _meter ??= new TradeActivityMeter(Options());

    /// <summary>For how many orders the timeline is kept.</summary>
    private protected virtual int Timelines => 0;

    /// <inheritdoc/>
    private protected override void Take(TradeEvent tradeEvent)
    {
        // Silently leaving a condition out would give wrong sums.
        if (Conditions.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) is { } condition)
            ThrowTerminatingError(ReportErrors.ConditionOnEvents(condition));
        Measure(tradeEvent);
    }

    /// <summary>Measures an event of the pipeline or of the log.</summary>
    private protected virtual void Measure(TradeEvent tradeEvent) => Meter.Add(tradeEvent);

    /// <summary>Figures that lack an event would be wrong: it ends the statement.</summary>
    private protected override void RejectInput(ErrorRecord error) => ThrowTerminatingError(error);

    /// <summary>Reads the log, if one is to be read.</summary>
    private protected void ReadLog()
    {
        if (!ReadsLog)
            return;

        ReadingReport report = Report("Measuring trades");
        ReadAll(report, () =>
        {
            DateTimeOffset? from = Since is { } since && since - DateTimeOffset.MinValue > LookBack ? since - LookBack
                : null;
            Meter.Add(OpenTradeLog(), Query() with { Since = from, Until = Until }, report.Options);
        });
    }

    private TradeActivityOptions Options()
    {
        try
        {
            if (LookBack < TimeSpan.Zero)
                throw new ArgumentException("-LookBack is below 0, so a part of what counts would not be read.");
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
            ThrowTerminatingError(
                new ErrorRecord(
                    exception, "InvalidMeasureArgument", ErrorCategory.InvalidArgument, targetObject: null));
            throw;
        }
    }
}
