namespace TradingLogging.Tests;

/// <summary>How much a test tries that could try without end.</summary>
internal static class LongTests
{
    /// <summary>Whether the long tests were asked for; else a test tries what a minute more or less allows.</summary>
    public static bool AreWanted { get; } =
        Environment.GetEnvironmentVariable("TRADINGLOGGER_LONG_TESTS") == "1";
}
