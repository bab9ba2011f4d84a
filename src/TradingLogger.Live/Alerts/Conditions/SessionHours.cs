namespace TradingLogging.Live.Alerts.Conditions;

/// <summary>The hours of each day, or of some days, in the time of a zone. An hour that the clock has twice belongs to
/// a session whole; one that it leaves out begins or ends where the clock goes on. Days that are whole are one session
/// with those that follow them.</summary>
/// <param name="from">When a session begins, after midnight.</param>
/// <param name="until">When it ends; not after <paramref name="from"/> means on the next day.</param>
/// <param name="days">The days on which one begins.</param>
/// <param name="zone">Whose time it is.</param>
internal sealed class SessionHours(
    TimeSpan from, TimeSpan until, IReadOnlyCollection<DayOfWeek> days, TimeZoneInfo zone)
{
    private const int DaysOfAWeek = 7;

    private readonly TimeSpan _end = until > from ? until : until + TimeSpan.FromDays(1);

    /// <summary>Whether a session never ends.</summary>
    public bool IsAlways => IsWholeDay && days.Distinct().Count() == DaysOfAWeek;

    /// <summary>How long the longest session is, on days on which the clock does not change.</summary>
    public TimeSpan Longest => IsWholeDay
        ? TimeSpan.FromDays(days.Max(day => Enumerable.Range(0, DaysOfAWeek).TakeWhile(
            next => days.Contains((DayOfWeek)(((int)day + next) % DaysOfAWeek))).Count()))
        : _end - from;

    private bool IsWholeDay => _end - from == TimeSpan.FromDays(1);

    /// <summary>The session that a moment is in; null for none. The end of a session is no part of it.</summary>
    public (DateTimeOffset Opens, DateTimeOffset Closes)? SessionAt(DateTimeOffset time)
    {
        DateTime today = DayOf(time);
        for (int day = -1; day <= 1; day++)
        {
            if (SessionOf(today, day) is { } session && session.Opens <= time && time < session.Closes)
                return Join(today, day, session);
        }

        return null;
    }

    /// <summary>When the next session after a moment begins.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset time)
    {
        DateTime today = DayOf(time);
        for (int day = -1; day <= DaysOfAWeek + 1; day++)
        {
            if (SessionOf(today, day) is { } session && session.Opens > time)
                return session.Opens;
        }

        return null;
    }

    private (DateTimeOffset Opens, DateTimeOffset Closes) Join(
        DateTime today, int day, (DateTimeOffset Opens, DateTimeOffset Closes) session)
    {
        if (!IsWholeDay)
            return session;
        for (int before = 1; before < DaysOfAWeek && SessionOf(today, day - before) is { } earlier; before++)
            session.Opens = earlier.Opens;
        for (int after = 1; after < DaysOfAWeek && SessionOf(today, day + after) is { } later; after++)
            session.Closes = later.Closes;
        return session;
    }

    private DateTime DayOf(DateTimeOffset time) =>
        time > DateTimeOffset.MinValue.AddDays(1) && time < DateTimeOffset.MaxValue.AddDays(-1)
            ? TimeZoneInfo.ConvertTime(time, zone).Date
            : time.Date;

    private (DateTimeOffset Opens, DateTimeOffset Closes)? SessionOf(DateTime today, int offset)
    {
        // At the ends of the calendar are no sessions.
        if (today.Year is <= 1 or >= 9999)
            return null;
        DateTime day = today.AddDays(offset);
        if (!days.Contains(day.DayOfWeek))
            return null;
        DateTimeOffset opens = MomentOf(day + from, isEnd: false), closes = MomentOf(day + _end, isEnd: true);
        return opens < closes ? (opens, closes) : null;
    }

    private DateTimeOffset MomentOf(DateTime local, bool isEnd)
    {
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        if (!zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, zone.GetUtcOffset(local));
        TimeSpan[] offsets = zone.GetAmbiguousTimeOffsets(local);
        return new DateTimeOffset(local, isEnd ? offsets.Min() : offsets.Max());
    }
}
