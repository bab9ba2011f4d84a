namespace TradingLogging.Tests.Python.Scenarios;

/// <summary>A trade event, with values that Python can express.</summary>
internal sealed record EventStep(DateTime Utc, string Action, IReadOnlyDictionary<string, object?> Data, int Line = 1)
    : LogStep(Utc, Line)
{
    public override Dictionary<string, object?> Describe() => new(DescribeCall())
    {
        ["action"] = Action,
        ["data"] = Data,
    };
}
