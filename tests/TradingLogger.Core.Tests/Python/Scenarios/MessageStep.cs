using TradingLogging.Logging;

namespace TradingLogging.Tests.Python.Scenarios;

/// <summary>A text message.</summary>
internal sealed record MessageStep(
    DateTime Utc,
    LogLevel Level,
    string Logger,
    string Message,
    int Line = 1,
    ErrorDetails? Error = null)
    : LogStep(Utc, Line)
{
    public override Dictionary<string, object?> Describe() => new(DescribeCall())
    {
        ["level"] = (int)Level,
        ["logger"] = Logger,
        ["message"] = Message,
        ["error"] = Describe(Error),
    };

    private static Dictionary<string, object?>? Describe(ErrorDetails? error) => error is null ? null : new()
    {
        ["type"] = error.TypeName,
        ["message"] = error.Message,
        ["position"] = error.Position,
        ["stack"] = error.StackTrace,
        ["inner"] = Describe(error.Inner),
    };
}
