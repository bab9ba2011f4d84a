using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Formatting.Json;
using TradingLogging.Configuration;
using TradingLogging.Extensions.Logging;
using TradingLogging.Formatting;

namespace TradingLogging.Benchmarks.Contenders;

/// <summary>Microsoft.Extensions.Logging, which has no file of its own, with a source-generated message.</summary>
internal abstract partial class MicrosoftLoggingContender : Contender
{
    private ILoggerFactory? _factory;
    private Microsoft.Extensions.Logging.ILogger? _logger;

    public override void Open(string directory)
    {
        _factory = LoggerFactory.Create(builder => Add(builder, directory));
        _logger = _factory.CreateLogger("desk");
    }

    public override void Log()
    {
        SampleEvent item = SampleEvent.Instance;
        Filled(_logger!, SampleEvent.Action, item.Symbol, item.Side, item.Quantity, item.Price, item.OrderId);
    }

    public override void Dispose() => _factory?.Dispose();

    protected abstract void Add(ILoggingBuilder builder, string directory);

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

/// <summary>Over Serilog's file.</summary>
internal sealed class MicrosoftLoggingOverSerilog : MicrosoftLoggingContender
{
    public override string Name => "Microsoft.Extensions.Logging, source-generated, over Serilog File";

    protected override void Add(ILoggingBuilder builder, string directory) => builder.AddSerilog(
        new LoggerConfiguration()
            .WriteTo.File(new JsonFormatter(), Path.Combine(directory, "microsoft.log"), fileSizeLimitBytes: null)
            .CreateLogger(),
        dispose: true);
}

/// <summary>Over this product.</summary>
/// <param name="format">The form of its lines.</param>
internal sealed class MicrosoftLoggingOverTradingLogger(TextFormat format) : MicrosoftLoggingContender
{
    public override string Name => "**TradingLogger** behind Microsoft.Extensions.Logging, source-generated";

    protected override void Add(ILoggingBuilder builder, string directory) => builder.AddTradingLogger(options =>
        options.Configuration = new LoggingConfig
        {
            LogDirectory = directory,
            Console = false,
            MaxBytes = 0,
            TextFormat = format,
        });
}
