using TradingLogging.Logging;

namespace TradingLogging.Tests.Logging;

/// <summary>Fails at every record.</summary>
internal sealed class FailingHandler(Exception failure) : LogHandler
{
    public override string Name => "failing";

    public override HandlerState GetState() => new(Name, Level, null, 0, 0, 0, 0, 0, failure.Message);

    protected override void Emit(in LogRecord record) => throw failure;
}
