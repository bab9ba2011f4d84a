using System.Collections;
using System.Management.Automation;
using TradingLogging.Analytics.Anomalies;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>Finds what was not as usual in a log: rates, silence, rejects and fills, latencies, slippage,
/// pnl.</summary>
[Cmdlet(VerbsCommon.Find, "TradeAnomaly", DefaultParameterSetName = DirectorySet)]
[OutputType(typeof(TradeAnomaly))]
public sealed class FindTradeAnomalyCommand : TradeInputCmdlet
{
    private static readonly string[] Conditions = [nameof(Action), nameof(Symbol), nameof(Since), nameof(Until),
        nameof(Where)];

    // Twice as long as anything counts as usual: the findings are those of reading everything.
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(56);

    private TradeAnomalyDetector? _detector;

    /// <summary>What is watched. Default everything.</summary>
    [Parameter]
    public AnomalyMeasure[] Measure { get; set; } = [];

    /// <summary>The length of the buckets of time that are judged, 1 second to 1 hour: seconds, a text such as 5m or
    /// 1h, or a TimeSpan. Default 5 minutes.</summary>
    [Parameter]
    [SecondsArgument]
    public TimeSpan Bucket { get; set; } = new TradeAnomalyOptions().Bucket;

    /// <summary>How long there is no other alarm of a series after one, and half of that after whatever else of it is
    /// unusual; 0 to 30 days, given as <c>-Bucket</c>. Default 12 hours.</summary>
    [Parameter]
    [SecondsArgument]
    public TimeSpan CoolDown { get; set; } = new TradeAnomalyOptions().CoolDown;

    /// <summary>How readily something is called an anomaly: Normal, which has at most one false alarm a series and
    /// month on average on series that were not made for it, or High. Default Normal.</summary>
    [Parameter]
    public AnomalySensitivity Sensitivity { get; set; }

    /// <inheritdoc cref="TradeActivityCmdlet.Map"/>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Map { get; set; }

    /// <summary>Whose hours and days count, whatever offsets the events carry. Default the machine's.</summary>
    [Parameter]
    [TimeZoneArgument]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public TimeZoneInfo? TimeZone { get; set; }

    private TradeAnomalyDetector Detector => _detector ??= MakeDetector();

    /// <inheritdoc/>
    private protected override void Take(TradeEvent tradeEvent)
    {
        // What is usual could not be said of a part of the events.
        if (Conditions.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) is { } condition)
            ThrowTerminatingError(ReportErrors.ConditionOnEvents(condition));
        Detector.Add(tradeEvent);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        List<TradeAnomaly> found = [];
        if (ReadsLog)
        {
            ReadingReport report = Report("Looking for anomalies");
            ReadAll(report, () => Detector.Add(OpenTradeLog(), Query() with { Since = From, Until = Until },
                report.Options));
            if (NamedFiles is null)
                found.AddRange(FindInText());
        }

        if (StopToken.IsCancellationRequested)
            return;
        Detector.Finish(End);
        found.AddRange(Detector.TakeFound());
        WriteObject(found.Where(IsWanted).OrderBy(one => one.Time), enumerateCollection: true);
        Warn(Detector, "");
    }

    private DateTimeOffset? From => Since is { } since && since - DateTimeOffset.MinValue > LookBack
        ? since - LookBack : null;

    // The log of a directory goes on until now. Files and events that were named may be a part of the past.
    private DateTimeOffset? End
    {
        get
        {
            DateTimeOffset now = DateTimeOffset.Now;
            if (Until is { } until && until < now)
                return until;
            return ReadsLog && NamedFiles is null ? now : null;
        }
    }

    private IReadOnlyList<TradeAnomaly> FindInText()
    {
        string directory = RequireDirectory();
        if (!IsWanted(AnomalyMeasure.Rate) && !IsWanted(AnomalyMeasure.Silence))
            return [];
        TradeAnomalyDetector detector = MakeDetector();
        bool isRead = false;
        ReadingReport report = Report("Looking for anomalies in the text log");
        ReadAll(report, () =>
        {
            var query = new TradingLogQuery { Since = From };
            foreach (TradingLogEntry entry in TradingLog.InDirectory(directory).Read(query, report.Options))
            {
                if (entry.Timestamp >= Until)
                    break;
                detector.Add(entry);
                isRead = true;
            }
        });
        detector.Finish(End);
        if (isRead)
            Warn(detector, TextLogName + ": ");
        return detector.TakeFound();
    }

    private bool IsWanted(TradeAnomaly anomaly) =>
        IsWanted(anomaly.Measure) && (Since is null || anomaly.Time >= Since);

    private bool IsWanted(AnomalyMeasure measure) => Measure.Length == 0 || Measure.Contains(measure);

    private void Warn(TradeAnomalyDetector detector, string log)
    {
        foreach (string part in detector.Unjudged)
            WriteWarning($"Not judged: {log}{part}");
    }

    private TradeAnomalyDetector MakeDetector()
    {
        try
        {
            return new TradeAnomalyDetector(new TradeAnomalyOptions
            {
                Bucket = Bucket,
                CoolDown = CoolDown,
                Sensitivity = Sensitivity,
                TimeZone = TimeZone ?? TimeZoneInfo.Local,
                Map = MeasureArguments.Names(Map),
            });
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
