namespace TradingLogging.Tests.Python.Scenarios;

/// <summary>One call of a scenario: a text message, or a trade event when there is an action.</summary>
/// <param name="Utc">The moment of the call, in whole microseconds.</param>
/// <param name="Line">The line of the caller.</param>
internal abstract record LogStep(DateTime Utc, int Line)
{
    public abstract Dictionary<string, object?> Describe();

    protected Dictionary<string, object?> DescribeCall() => new()
    {
        ["microseconds"] = (Utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
        ["line"] = Line,
    };
}
