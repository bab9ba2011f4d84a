using TradingLogging.Configuration;
using TradingLogging.Logging;

namespace TradingLogging.Resilience.Writer;

/// <summary>The log as every user has it.</summary>
internal sealed class FacadeLog : Log
{
    private readonly Logger _logger = TradingLogger.GetLogger("load");

    public FacadeLog(LoggingConfig config) => TradingLogger.Initialize(config);

    public override void Info(string text) => _logger.Info(text, lineNumber: 1);

    public override void LogTrade(string action, Dictionary<string, object?> data) =>
        TradingLogger.LogTrade(action, data, lineNumber: 1);

    public override void LogTrades(string action, IEnumerable<Dictionary<string, object?>> data)
    {
        TradeBatch batch = TradingLogger.CreateBatch();
        foreach (Dictionary<string, object?> one in data)
            batch.Add(action, one);
        TradingLogger.LogTrades(batch, lineNumber: 1);
    }

    public override IEnumerable<HandlerState> GetHandlerStates() => TradingLogger.GetState().Handlers;

    public override void Dispose() => TradingLogger.Close();
}
