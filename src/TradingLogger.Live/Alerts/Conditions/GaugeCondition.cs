namespace TradingLogging.Live.Alerts.Conditions;

/// <summary>A value that is asked for from time to time is beyond a threshold.</summary>
/// <param name="threshold">The value that is allowed.</param>
/// <param name="isFloor">Whether values below the threshold are wrong, not those above it.</param>
/// <param name="describe">The value in words.</param>
internal sealed class GaugeCondition(decimal threshold, bool isFloor, Func<decimal, string> describe) : AlertCondition
{
    private decimal? _value;

    public override DateTimeOffset? NextChange => null;

    public override bool IsForgettable => _value is null or 0 && !isFloor;

    public override string Description => describe(Value);

    public override void Add(in AlertSample sample) => _value = sample.Value;

    // Nobody has asked yet: what was is taken to go on.
    public override void Resume(DateTimeOffset startsAt, decimal value) => _value ??= value;

    public override void SetBack(DateTimeOffset time)
    {
    }

    private protected override bool IsMetAt(DateTimeOffset time)
    {
        Value = _value ?? 0;
        return _value is { } value && (isFloor ? value < threshold : value > threshold);
    }
}
