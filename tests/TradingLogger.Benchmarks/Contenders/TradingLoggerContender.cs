namespace TradingLogging.Benchmarks.Contenders;

/// <summary>This product, the trade handler alone.</summary>
internal abstract class TradingLoggerContender : Contender
{
    public override void Open(string directory) => TradingLogger.Initialize(new LoggingConfig
    {
        LogDirectory = directory,
        Console = false,
        PropagateTrades = false,
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
