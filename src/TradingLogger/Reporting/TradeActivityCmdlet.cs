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

    private protected TradeActivityCmdlet()
    {
    }

    /// <summary>Events from the pipeline, of <c>Get-TradeEvent</c> or of <c>Write-TradeEvent -PassThru</c>. They are
    /// measured in the order in which they come.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = EventSet)]
    [ValidateNotNull]
    public TradeEvent[] InputObject { get; set; } = [];

    /// <inheritdoc cref="Commands.GetTradeEventCommand.Until"/>
    [Parameter]
    [EventTimeArgument]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Whether the events come from the pipeline. When none came they did all the same: another log is not to be
    /// measured in their place.</summary>
    private protected bool IsGivenEvents => ParameterSetName == EventSet
        || (ParameterSetName == DirectorySet && LogDirectory is null && MyInvocation.ExpectingInput);

    /// <summary>What has been measured so far.</summary>
    private protected TradeActivityMeter Meter { get; } = new();

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
            foreach (TradeEvent tradeEvent in Log().Read(Query() with { Until = Until }, options))
                Take(tradeEvent);
        });
    }
}
