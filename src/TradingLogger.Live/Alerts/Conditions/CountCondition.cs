using TradingLogging.Analytics.Figures;

namespace TradingLogging.Live.Alerts.Conditions;

/// <summary>More than so many in the window.</summary>
/// <param name="window">The window.</param>
/// <param name="threshold">So many are allowed.</param>
/// <param name="subject">What is counted.</param>
internal sealed class CountCondition(TimeSpan window, decimal threshold, string subject) : AlertCondition
{
    private readonly SlidingWindow _window = new(window);

    public override DateTimeOffset? NextChange => IsMet ? _window.NextExpiry : null;

    public override bool IsForgettable => Value == 0;

    public override string Description => FormattableString.Invariant(
        $"{Value} {subject} in {ShortTime.Of(window)}, more than {threshold}");

    public override void Add(in AlertSample sample) => _window.Add(sample.Time);

    public override void SetBack(DateTimeOffset time) => _window.SetBack(time);

    private protected override bool IsMetAt(DateTimeOffset time)
    {
        _window.Expire(time);
        Value = _window.Count;
        return Value > threshold;
    }
}
