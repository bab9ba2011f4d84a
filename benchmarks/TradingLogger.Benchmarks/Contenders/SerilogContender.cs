using Serilog;
using Serilog.Formatting.Json;

namespace TradingLogging.Benchmarks.Contenders;

/// <summary>Serilog 4 with its file sink, as it is used for JSON lines.</summary>
internal abstract class SerilogContender : Contender
{
    private Serilog.Core.Logger? _logger;

    public override void Open(string directory) =>
        _logger = Configure(new LoggerConfiguration(), Path.Combine(directory, "serilog.log")).CreateLogger();

    public override void Log()
    {
        SampleEvent item = SampleEvent.Instance;
        _logger!.Information(
            "{Action} {Symbol} {Side} {Quantity} {Price} {OrderId}",
            SampleEvent.Action,
            item.Symbol,
            item.Side,
            item.Quantity,
            item.Price,
            item.OrderId);
    }

    public override void Dispose() => _logger?.Dispose();

    protected abstract LoggerConfiguration Configure(LoggerConfiguration configuration, string path);
}

/// <summary>The default: one process, flushed after each event.</summary>
internal sealed class SerilogFile : SerilogContender
{
    public override string Name => "Serilog 4.4 + File 7.0, default";

    protected override LoggerConfiguration Configure(LoggerConfiguration configuration, string path) =>
        configuration.WriteTo.File(new JsonFormatter(), path, fileSizeLimitBytes: null);
}

/// <summary>Several processes.</summary>
internal sealed class SerilogShared : SerilogContender
{
    public override string Name => "Serilog shared";

    protected override LoggerConfiguration Configure(LoggerConfiguration configuration, string path) =>
        configuration.WriteTo.File(new JsonFormatter(), path, fileSizeLimitBytes: null, shared: true);
}

/// <summary>In the background, waiting when the queue is full.</summary>
internal sealed class SerilogAsync : SerilogContender
{
    public override string Name => "Serilog Async, blockWhenFull";

    public override bool IsDurable => false;

    protected override LoggerConfiguration Configure(LoggerConfiguration configuration, string path) => configuration
        .WriteTo.Async(sink => sink.File(new JsonFormatter(), path, fileSizeLimitBytes: null), blockWhenFull: true);
}
