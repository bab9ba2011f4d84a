using TradingLogging.Configuration;
using TradingLogging.Integrity;
using TradingLogging.Storage;

namespace TradingLogging.Benchmarks.Contenders;

/// <summary>This product, the trade handler alone.</summary>
internal abstract class TradingLoggerContender : Contender
{
    protected virtual WriteMode Mode => WriteMode.Sync;

    protected virtual IntegrityMode Integrity => IntegrityMode.None;

    public override void Open(string directory) => TradingLogger.Initialize(new LoggingConfig
    {
        LogDirectory = directory,
        Console = false,
        PropagateTrades = false,
        Mode = Mode,
        Integrity = Integrity,
    });

    public override void Dispose() => TradingLogger.Close();
}

/// <summary>With the event as an object of a type.</summary>
internal sealed class TradingLoggerTyped : TradingLoggerContender
{
    public override string Name => "**TradingLogger**, typed event";

    public override void Log() => TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance);
}

/// <summary>With the event as a dictionary.</summary>
internal sealed class TradingLoggerDictionary : TradingLoggerContender
{
    public override string Name => "**TradingLogger**, dictionary";

    public override void Log() => TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Members);
}

/// <summary>With a chain: each line has the hash of the line before it.</summary>
internal sealed class TradingLoggerChained : TradingLoggerContender
{
    public override string Name => "**TradingLogger**, typed event, `integrity = chain`";

    protected override IntegrityMode Integrity => IntegrityMode.Chain;

    public override void Log() => TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance);
}

/// <summary>In batches of 64.</summary>
internal sealed class TradingLoggerBatch : TradingLoggerContender
{
    private const int Size = 64;

    private readonly ThreadLocal<TradeBatch> _batch = new(TradingLogger.CreateBatch);

    public override string Name => "**TradingLogger**, in batches of 64";

    public override void Log()
    {
        TradeBatch batch = _batch.Value!;
        batch.Add(SampleEvent.Action, SampleEvent.Instance);
        if (batch.Count == Size)
            TradingLogger.LogTrades(batch);
    }
}

/// <summary>In the background.</summary>
internal sealed class TradingLoggerAsync : TradingLoggerContender
{
    public override string Name => "**TradingLogger**, `mode = async`";

    protected override WriteMode Mode => WriteMode.Async;

    public override void Log() => TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance);
}
