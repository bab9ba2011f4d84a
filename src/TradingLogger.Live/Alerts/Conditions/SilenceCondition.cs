using TradingLogging.Analytics.Figures;

namespace TradingLogging.Live.Alerts.Conditions;

/// <summary>Nothing has happened for as long as the window, within the hours in which something should.</summary>
/// <param name="window">The window.</param>
/// <param name="hours">The hours; null for always.</param>
/// <param name="begin">The moment from which nothing can have been missed.</param>
/// <param name="subject">What should happen.</param>
internal sealed class SilenceCondition(TimeSpan window, SessionHours? hours, DateTimeOffset begin, string subject)
    : AlertCondition
{
    private DateTimeOffset? _last;
    private DateTimeOffset _from = begin;
    private DateTimeOffset? _next;

    public override DateTimeOffset? NextChange => _next;

    // Who has been heard is missed.
    public override bool IsForgettable => false;

    public override bool IsGrowing => true;

    public override string Description => FormattableString.Invariant(
        $"no {subject} for {ShortTime.Of(TimeSpan.FromSeconds((double)Value))}, ")
        + (_last is { } last
            ? FormattableString.Invariant($"the last one at {last:yyyy-MM-dd HH:mm:ss zzz}")
            : FormattableString.Invariant($"none since {_from:yyyy-MM-dd HH:mm:ss zzz}"));

    public override void Add(in AlertSample sample) => _last = sample.Time;

    public override void Resume(DateTimeOffset startsAt, decimal value)
    {
        if (_last is null && startsAt - window < _from)
            _from = startsAt - window;
    }

    public override void SetBack(DateTimeOffset time)
    {
        if (_last > time)
            _last = time;
        if (_from > time)
            _from = time;
    }

    private protected override bool IsMetAt(DateTimeOffset time)
    {
        DateTimeOffset from = _last ?? _from;
        (DateTimeOffset Opens, DateTimeOffset Closes)? session =
            hours is null ? (DateTimeOffset.MinValue, DateTimeOffset.MaxValue) : hours.SessionAt(time);
        Value = Seconds(time - from);
        if (session is not { } open)
        {
            _next = Later(hours!.NextOpening(time), window);
            return false;
        }

        DateTimeOffset counted = from > open.Opens ? from : open.Opens;
        DateTimeOffset end = counted + window;
        bool isMet = time >= end;
        _next = isMet || end >= open.Closes ? ClosingOf(open.Closes) : end;
        return isMet;
    }

    private static decimal Seconds(TimeSpan span) => Math.Max(0, span.Ticks / (decimal)TimeSpan.TicksPerSecond);

    private static DateTimeOffset? Later(DateTimeOffset? time, TimeSpan span) =>
        time is { } known ? known + span : null;

    private static DateTimeOffset? ClosingOf(DateTimeOffset closes) =>
        closes == DateTimeOffset.MaxValue ? null : closes;
}
