using TradingLogging.Analytics.Anomalies;
using TradingLogging.Live.Alerts.Conditions;
using TradingLogging.Reading;

namespace TradingLogging.Live.Alerts.Evaluation;

/// <summary>Finds what is not as usual in the events, for the rules that are about it.</summary>
internal sealed class AnomalySampler
{
    // What never changed before has no bound.
    private const double HighestScore = 1e9;

    private readonly RuleState[] _states;
    private readonly Action<MeasuredSample> _give;
    private readonly TradeAnomalyDetector _detector = new();

    /// <param name="states">All rules; those of other kinds do not matter.</param>
    /// <param name="give">Is given what is found.</param>
    public AnomalySampler(IReadOnlyList<RuleState> states, Action<MeasuredSample> give)
    {
        _states = [.. states.Where(state => state.Rule.Kind == AlertRuleKind.Anomaly)];
        _give = give;
    }

    /// <summary>How far back before its window a rule of this kind has to know what is usual.</summary>
    public static TimeSpan Lead { get; } = TimeSpan.FromDays(28);

    /// <summary>Takes an event.</summary>
    public void Observe(TradeEvent read)
    {
        _detector.Add(read);
        GiveFound();
    }

    /// <summary>Takes that nothing more comes of the time before a moment.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        if (time <= DateTimeOffset.MinValue)
            return;
        _detector.AdvanceTo(time);
        GiveFound();
    }

    private void GiveFound()
    {
        foreach (TradeAnomaly found in _detector.TakeFound())
        {
            var group = new AlertGroup([found.Measure.ToString(), AlertLabels.ValueOf(found.Subject)]);
            decimal score = (decimal)Math.Min(found.Score, HighestScore);
            foreach (RuleState state in _states)
                _give(new MeasuredSample(state, group, new AlertSample(found.Time, score, Text: found.Message)));
        }
    }
}
