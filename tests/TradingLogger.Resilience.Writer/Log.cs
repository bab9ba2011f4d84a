using TradingLogging.Configuration;
using TradingLogging.Logging;

namespace TradingLogging.Resilience.Writer;

/// <summary>The log that a writer writes.</summary>
internal abstract class Log : IDisposable
{
    /// <summary>Opens the log that a job asks for.</summary>
    /// <param name="job">The job.</param>
    /// <param name="clock">The clock, if the job has a zone of its own.</param>
    public static Log Open(WriterJob job, SetClock clock)
    {
        LoggingConfig config = LoggingConfig.FromText(job.Settings, new LoggingConfig
        {
            LogDirectory = job.Directory,
            Console = false,
            PropagateTrades = job.Destination == Destination.Both,
        });
        return job.Zone is null ? new FacadeLog(config) : new ClockedLog(config, clock, job.Zone);
    }

    /// <summary>Writes a line to <c>trading.log</c>.</summary>
    public abstract void Info(string text);

    /// <summary>Writes a line to <c>trades.log</c>.</summary>
    public abstract void LogTrade(string action, Dictionary<string, object?> data);

    /// <summary>Writes lines to <c>trades.log</c> together.</summary>
    public abstract void LogTrades(string action, IEnumerable<Dictionary<string, object?>> data);

    /// <summary>What the handlers have done so far.</summary>
    public abstract IEnumerable<HandlerState> GetHandlerStates();

    public abstract void Dispose();
}
