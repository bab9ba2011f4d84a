using Microsoft.Extensions.Logging;
using ZLogger;

namespace TradingLogging.Benchmarks.Contenders;

/// <summary>ZLogger 2 over Microsoft.Extensions.Logging, JSON. It always writes in the background.</summary>
internal sealed class ZLoggerContender : Contender
{
    private ILoggerFactory? _factory;
    private ILogger? _logger;

    public override string Name => "ZLogger 2.6 on Microsoft.Extensions.Logging";

    public override bool IsDurable => false;

    public override void Open(string directory)
    {
        _factory = LoggerFactory.Create(builder => builder.AddZLoggerFile(
            Path.Combine(directory, "zlogger.log"),
            options => options.UseJsonFormatter()));
        _logger = _factory.CreateLogger("trades");
    }

    public override void Log()
    {
        SampleEvent item = SampleEvent.Instance;
        _logger!.ZLogInformation(
            $"{SampleEvent.Action:@action} {item.Symbol:@symbol} {item.Side:@side} {item.Quantity:@quantity} "
                + $"{item.Price:@price} {item.OrderId:@order_id}");
    }

    public override void Dispose() => _factory?.Dispose();
}
