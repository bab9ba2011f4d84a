namespace TradingLogging.Analytics.Anomalies;

/// <summary>Makes one alarm of what stays unusual for long.</summary>
/// <param name="coolDown">How long there is no other alarm after one; half of it after each further unusual
/// value.</param>
internal sealed class Episode(TimeSpan coolDown)
{
    private DateTime _until;

    /// <summary>Takes an unusual value.</summary>
    /// <param name="time">When it was.</param>
    /// <returns>Whether it is the first one of an episode.</returns>
    public bool Begins(DateTime time)
    {
        bool isFirst = time >= _until;
        DateTime until = time + (isFirst ? coolDown : TimeSpan.FromTicks(coolDown.Ticks / 2));
        if (until > _until)
            _until = until;
        return isFirst;
    }
}
