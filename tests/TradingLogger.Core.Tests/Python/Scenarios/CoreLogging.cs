using TradingLogging.Handlers;
using TradingLogging.Tests.Specification;

namespace TradingLogging.Tests.Python.Scenarios;

/// <summary>The product's own logging, fed with a scenario.</summary>
internal static class CoreLogging
{
    /// <summary>Logs the scenario into the directory, the console's lines into <c>console.txt</c>.</summary>
    public static void Run(LogScenario scenario, string directory)
    {
        // Python masks nothing, and among thousands of random names some happen to be those of secrets.
        // Python masks nothing: masking is looked at by scenarios that name a secret.
        string[] except = scenario.Config.Mask.Count == 0 ? ["*"] : [];
        using var session = new TestSession(
            scenario.Config with { LogDirectory = directory, MaskExcept = except }, scenario.Zone);
        using FileStream console = new(Path.Combine(directory, "console.txt"), FileMode.Append);
        using var consoleHandler = new ConsoleHandler(stdout: console);
        session.GetLogger("root").AddHandler(consoleHandler);
        foreach (LogStep step in scenario.Steps)
        {
            session.UtcNow = step.Utc;
            Log(session, step);
        }
    }

    private static void Log(TestSession session, LogStep step)
    {
        if (step is EventStep trade)
            session.LogTrade(trade.Action, trade.Data, trade.Line);
        else if (step is MessageStep { Error: { } error } failure)
            session.GetLogger(failure.Logger).Log(failure.Level, failure.Message, error, failure.Line);
        else if (step is MessageStep message)
            session.GetLogger(message.Logger).Log(message.Level, message.Message, exception: null, message.Line);
    }
}
