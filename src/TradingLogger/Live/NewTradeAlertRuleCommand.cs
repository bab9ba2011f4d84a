using System.Management.Automation;
using TradingLogging.Configuration;
using TradingLogging.Live.Alerts;
using TradingLogging.PowerShell.Arguments;

namespace TradingLogging.PowerShell.Live;

/// <summary>Makes a rule that says when somebody is told: too many events of a kind, silence, a drawdown, rejects, slow
/// fills, what does not reconcile, a forwarder that lags, a disk that fills up. Or reads rules from a file.</summary>
[Cmdlet(VerbsCommon.New, "TradeAlertRule", DefaultParameterSetName = RuleSet)]
[OutputType(typeof(AlertRule))]
public sealed class NewTradeAlertRuleCommand : PSCmdlet
{
    private const string RuleSet = "Rule";
    private const string PathSet = "Path";
    private const double LongestSpan = 7 * 86_400;

    /// <summary>The name, 1 to 128 characters. It is the label alertname of the alerts; rules that work together have
    /// different names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>What is watched: Count, Silence, Drawdown, RejectRatio, Latency, Finding, Lag, DiskSpace or
    /// Anomaly.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = RuleSet)]
    public AlertRuleKind Kind { get; set; }

    /// <summary>The actions of the events that are counted or missed; wildcards are allowed. Default all.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TradeActionCompleter))]
    public string[] Action { get; set; } = [];

    /// <summary>The symbols of the events that are meant; wildcards are allowed. Default all, and events without
    /// one.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TradeSymbolCompleter))]
    public string[] Symbol { get; set; } = [];

    /// <summary>The strategies of the events that are meant; wildcards are allowed. Default all, and events without
    /// one.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Strategy { get; set; } = [];

    /// <summary>The lowest level of the records of trading.log that are counted or missed: Debug, Info, Warning, Error
    /// or Critical. With <c>-Level</c>, <c>-Logger</c> or <c>-Pattern</c> a rule is about records of trading.log, else
    /// about events of trades.log.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNull]
    [LogLevelArgument]
    [ArgumentCompleter(typeof(LogLevelCompleter))]
    public string? Level { get; set; }

    /// <summary>The loggers of these records, each with those below it; wildcards are allowed. Default all.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LoggerNameCompleter))]
    public string[] Logger { get; set; } = [];

    /// <summary>Regular expressions of which the message of a record must match one, as -match does. Default any
    /// message.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    public string[] Pattern { get; set; } = [];

    /// <summary>The kinds of the findings that are counted, such as FillWithoutOrder; wildcards are allowed. Default
    /// all.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Finding { get; set; } = [];

    /// <summary>The names of the forwarders that are watched; wildcards are allowed. Default all.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Forwarder { get; set; } = [];

    /// <summary>The value beyond which the alert fires: a number of events or findings, an amount of money, a part of 1
    /// for RejectRatio, seconds for Latency and Lag; for DiskSpace the bytes that must be free; for Anomaly the
    /// score, of which 1 is enough to be found. Default 0 for Count, Finding and Anomaly. Silence has none.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    public decimal? Threshold { get; set; }

    /// <summary>How far back events count, and for Silence how long it may last: seconds, a text such as 5m or 1h30m,
    /// or a TimeSpan; up to 7 days. Default 5 minutes, for Anomaly 1 hour, for Drawdown 1 day.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [SecondsArgument]
    [ValidateDuration(MostSeconds = LongestSpan)]
    public TimeSpan? Window { get; set; }

    /// <summary>How long the condition must hold before the alert fires. Default 0: at once.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [SecondsArgument]
    [ValidateDuration(MostSeconds = LongestSpan)]
    public TimeSpan For { get; set; }

    /// <summary>How long the condition must no longer hold before the alert is resolved. Default 0: at once.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [SecondsArgument]
    [ValidateDuration(MostSeconds = LongestSpan)]
    public TimeSpan ClearAfter { get; set; }

    /// <summary>After what time an alert that still fires is sent again, 1 minute or more. Default 4 hours.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [SecondsArgument]
    [ValidateDuration]
    public TimeSpan RepeatAfter { get; set; } = TimeSpan.FromHours(4);

    /// <summary>The members by which events are put into groups, such as symbol, strategy; each group has an alert of
    /// its own. Default none.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    public string[] GroupBy { get; set; } = [];

    /// <summary>The label severity of the alerts. Default warning.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    public string Severity { get; set; } = "warning";

    /// <summary>The hours in which silence is watched, such as 08:00-22:00; 22:00-06:00 go into the next day. Default
    /// always.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    public string? Hours { get; set; }

    /// <summary>The days on which such hours begin. Default all.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    public DayOfWeek[] Days { get; set; } = [];

    /// <summary>The time zone of hours and days, such as Europe/Berlin. Default the machine's.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <summary>The latency that is watched: OrderToFill, SignalToOrder or SignalToFill. Default OrderToFill.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    public AlertMeasure Measure { get; set; }

    /// <summary>The percentile of the latency, above 0 and at most 100. Default 95.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    public decimal Percentile { get; set; } = 95;

    /// <summary>The fewest orders or latencies in the window for which a ratio or a percentile is taken. Default
    /// 10.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateRange(1, 1_000_000)]
    public int AtLeast { get; set; } = 10;

    /// <summary>What the summary of an alert begins with. The numbers follow. Default the numbers alone.</summary>
    [Parameter(ParameterSetName = RuleSet)]
    [ValidateNotNullOrEmpty]
    public string? Summary { get; set; }

    /// <summary>Files of rules, of JSON or of PowerShell data (.psd1), with the names of these parameters.</summary>
    [Parameter(
        Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == RuleSet)
            WriteRule();
        else
            Array.ForEach(Path, path => WriteRules(FileSystemPath.Resolve(this, path)));
    }

    private void WriteRules(string path)
    {
        try
        {
            WriteObject(AlertRuleFiles.Read(path), enumerateCollection: true);
        }
        catch (ConfigurationException exception)
        {
            WriteError(AlertErrors.InvalidRule(exception, path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteError(AlertErrors.FileNotReadable(exception, path));
        }
    }

    private void WriteRule()
    {
        var rule = new AlertRule
        {
            Name = Name,
            Kind = Kind,
            Action = Action,
            Symbol = Symbol,
            Strategy = Strategy,
            Level = Level,
            Logger = Logger,
            Pattern = Pattern,
            Finding = Finding,
            Forwarder = Forwarder,
            Threshold = Threshold,
            Window = Window,
            For = For,
            ClearAfter = ClearAfter,
            RepeatAfter = RepeatAfter,
            GroupBy = GroupBy,
            Severity = Severity,
            Hours = Hours,
            Days = Days,
            TimeZone = TimeZone,
            Measure = Measure,
            Percentile = Percentile,
            AtLeast = AtLeast,
            Summary = Summary,
        };
        try
        {
            rule.Check();
        }
        catch (ConfigurationException exception)
        {
            ThrowTerminatingError(AlertErrors.InvalidRule(exception, Name));
        }

        WriteObject(rule);
    }
}
