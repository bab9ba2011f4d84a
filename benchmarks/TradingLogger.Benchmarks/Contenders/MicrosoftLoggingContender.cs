using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Formatting.Json;

namespace TradingLogging.Benchmarks.Contenders;

/// <summary>Microsoft.Extensions.Logging, which has no file of its own, over Serilog's.</summary>
internal sealed partial class MicrosoftLoggingContender : Contender
{
    private ILoggerFactory? _factory;
    private Microsoft.Extensions.Logging.ILogger? _logger;

    public override string Name => "Microsoft.Extensions.Logging, source-generated, over Serilog File";

    public override void Open(string directory)
    {
        Serilog.Core.Logger serilog = new LoggerConfiguration()
            .WriteTo.File(new JsonFormatter(), Path.Combine(directory, "microsoft.log"), fileSizeLimitBytes: null)
            .CreateLogger();
        _factory = LoggerFactory.Create(builder => builder.AddSerilog(serilog, dispose: true));
        _logger = _factory.CreateLogger("trades");
    }

    public override void Log()
    {
        SampleEvent item = SampleEvent.Instance;
        Filled(_logger!, SampleEvent.Action, item.Symbol, item.Side, item.Quantity, item.Price, item.OrderId);
    }

    public override void Dispose() => _factory?.Dispose();

    [LoggerMessage(
        Microsoft.Extensions.Logging.LogLevel.Information, "{Action} {Symbol} {Side} {Quantity} {Price} {OrderId}")]
    private static partial void Filled(
        Microsoft.Extensions.Logging.ILogger logger,
        string action,
        string symbol,
        string side,
        decimal quantity,
        double price,
        long orderId);
}
