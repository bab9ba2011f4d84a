namespace TradingLogging.Live.Alerts.Conditions;

/// <summary>Something was not as usual, within the window.</summary>
/// <param name="window">How long it counts.</param>
/// <param name="threshold">The score that is allowed.</param>
internal sealed class AnomalyCondition(TimeSpan window, decimal threshold) : AlertCondition
{
    private readonly SlidingWindow _window = new(window);
    private string _text = "";

    public override DateTimeOffset? NextChange => IsMet ? _window.NextExpiry : null;

    public override bool IsForgettable => _window.Count == 0;

    public override string Description => _text;

    public override void Add(in AlertSample sample)
    {
        if (sample.Value <= threshold)
            return;
        _window.Add(sample.Time);
        Value = sample.Value;
        _text = (sample.Text ?? "").TrimEnd('.');
    }

    public override void SetBack(DateTimeOffset time) => _window.SetBack(time);

    private protected override bool IsMetAt(DateTimeOffset time)
    {
        _window.Expire(time);
        return _window.Count > 0;
    }
}
