namespace TradingLogging.Resilience.Tests.Hosts;

/// <summary>What must be true of the core's tests when they ran on another host.</summary>
internal static class CoreTestsAssert
{
    // Fewer would mean that a host left most of them out and was called a success.
    private const int FewestPassed = 700;

    /// <summary>Variables for such a run: the longest variants look for faults that no host brings about.</summary>
    public static readonly IReadOnlyDictionary<string, string> Environment = new Dictionary<string, string>
    {
        ["TRADINGLOGGER_LONG_TESTS"] = "0",
    };

    /// <summary>Judges a run by its summary, which is returned; some hosts end badly after it.</summary>
    public static TestSummary Passed(ProgramRun run)
    {
        TestSummary? summary = TestSummary.Read(run.Output);
        Assert.True(summary is { Errors: 0, Failed: 0 }, TestSummary.Failures(run.Output) + run.Errors);
        Assert.InRange(summary.Total - summary.Skipped, FewestPassed, int.MaxValue);
        return summary;
    }
}
