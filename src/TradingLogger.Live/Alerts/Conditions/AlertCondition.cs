namespace TradingLogging.Live.Alerts.Conditions;

/// <summary>What one alert watches: takes what is measured, in the order of time, and says whether the alert has a
/// reason to fire.</summary>
internal abstract class AlertCondition
{
    /// <summary>The value at the time that was asked for last.</summary>
    public decimal Value { get; private protected set; }

    /// <summary>Whether it holds at the time that was asked for last.</summary>
    public bool IsMet { get; private set; }

    /// <summary>When the answer may change by time alone, after the time that was asked for last; null for
    /// never.</summary>
    public abstract DateTimeOffset? NextChange { get; }

    /// <summary>Whether a new condition would answer the same from now on.</summary>
    public abstract bool IsForgettable { get; }

    /// <summary>Whether the value grows by time alone while the condition holds.</summary>
    public virtual bool IsGrowing => false;

    /// <summary>The value in words, such as <c>12 ORDER_REJECTED in 5 min, more than 5</c>.</summary>
    public abstract string Description { get; }

    /// <summary>Adds what was measured, not before what was added or asked for last.</summary>
    public abstract void Add(in AlertSample sample);

    /// <summary>Decides for a time that is not before what was added or asked for last.</summary>
    /// <returns>Whether the condition holds.</returns>
    public bool Decide(DateTimeOffset time) => IsMet = IsMetAt(time);

    /// <summary>Takes what is known of the time before: the alert fires, since then and with that value.</summary>
    public virtual void Resume(DateTimeOffset startsAt, decimal value)
    {
    }

    /// <summary>Goes on at an earlier time, because the clock was set back: what is later counts as of that
    /// time.</summary>
    public abstract void SetBack(DateTimeOffset time);

    private protected abstract bool IsMetAt(DateTimeOffset time);
}

/// <summary>What was measured for a rule and a group.</summary>
/// <param name="Time">When.</param>
/// <param name="Value">What; 0 where it only counts that there is something.</param>
/// <param name="IsReject">Whether an order was rejected, where orders are counted.</param>
/// <param name="OrderId">The id that the venue gave the order, where orders are counted; null for none. No
/// <paramref name="ClientOrderId"/> is equal to it.</param>
/// <param name="ClientOrderId">The id that the client gave it; null for none.</param>
/// <param name="Text">What it is in words, where this is more than the value.</param>
internal readonly record struct AlertSample(
    DateTimeOffset Time, decimal Value = 0, bool IsReject = false, string? OrderId = null,
    string? ClientOrderId = null, string? Text = null);
