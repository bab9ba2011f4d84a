using System.Globalization;
using TradingLogging.Analytics.Figures;
using TradingLogging.Live.Alerts.Conditions;

namespace TradingLogging.Live.Alerts.Evaluation;

/// <summary>Makes the condition of a rule for one group. A kind of rule stands here, in <see cref="AlertRuleCheck"/>,
/// and where what it watches is measured.</summary>
internal static class RuleConditions
{
    /// <summary>A new condition.</summary>
    /// <param name="rule">A rule that has been checked.</param>
    /// <param name="begin">The moment from which nothing can have been missed.</param>
    public static AlertCondition Make(AlertRule rule, DateTimeOffset begin)
    {
        TimeSpan window = rule.WindowOrDefault;
        decimal threshold = rule.Threshold ?? 0;
        return rule.Kind switch
        {
            AlertRuleKind.Count => new CountCondition(window, threshold, SubjectOf(rule)),
            AlertRuleKind.Silence => new SilenceCondition(window, AlertHours.Of(rule), begin, SubjectOf(rule)),
            AlertRuleKind.Drawdown => new DrawdownCondition(window, threshold),
            AlertRuleKind.RejectRatio => new RejectRatioCondition(window, threshold, rule.AtLeast),
            AlertRuleKind.Latency => new LatencyCondition(
                window, threshold, rule.Percentile, rule.AtLeast, NameOf(rule.Measure)),
            AlertRuleKind.Finding => new CountCondition(
                window, threshold, rule.Finding.Count > 0 ? string.Join(", ", rule.Finding) : "findings"),
            AlertRuleKind.Anomaly => new AnomalyCondition(window, threshold),
            AlertRuleKind.Lag => new GaugeCondition(threshold, isFloor: false, seconds =>
                $"the oldest event to be sent has waited for {SpanOf(seconds)}, more than {SpanOf(threshold)}"),
            _ => new GaugeCondition(threshold, isFloor: true, bytes => FormattableString.Invariant(
                $"{bytes:N0} bytes are free on the disk of the log, less than {threshold:N0}")),
        };
    }

    /// <summary>How far back the log must be read for a rule.</summary>
    public static TimeSpan HistoryOf(AlertRule rule)
    {
        TimeSpan lead = rule.Kind == AlertRuleKind.Anomaly ? AnomalySampler.Lead
            : LedgerSampler.Serves(rule) ? LedgerSampler.Lead : TimeSpan.Zero;
        return rule.WindowOrDefault + rule.For + rule.ClearAfter + lead;
    }

    private static string SpanOf(decimal seconds) => ShortTime.Of(
        TimeSpan.FromTicks((long)Math.Min(seconds * TimeSpan.TicksPerSecond, TimeSpan.MaxValue.Ticks)));

    private static string NameOf(AlertMeasure measure) => measure switch
    {
        AlertMeasure.SignalToOrder => "signal to order",
        AlertMeasure.SignalToFill => "signal to fill",
        _ => "order to fill",
    };

    // What is counted, by the narrowest of what the rule says of it.
    private static string SubjectOf(AlertRule rule)
    {
        if (rule.Action.Count > 0)
            return string.Join(", ", rule.Action);
        if (!rule.IsAboutText)
            return "events";
        string level = rule.Level is { } lowest ? lowest.Trim().ToUpper(CultureInfo.InvariantCulture) + " " : "";
        string loggers = rule.Logger.Count > 0 ? " of " + string.Join(", ", rule.Logger) : "";
        string like = rule.Pattern.Count > 0 ? " like " + string.Join(", ", rule.Pattern) : "";
        return level + "records" + loggers + like;
    }
}
