using NLog;
using NLog.Config;
using NLog.Layouts;
using NLog.Targets;

namespace TradingLogging.Benchmarks.Contenders;

/// <summary>NLog 6, synchronous, a JSON layout.</summary>
internal sealed class NLogContender : Contender
{
    private readonly LogFactory _factory = new();
    private NLog.Logger? _logger;

    public override string Name => "NLog 6.2 sync";

    public override void Open(string directory)
    {
        var layout = new JsonLayout { IncludeEventProperties = true };
        layout.Attributes.Add(new JsonAttribute("timestamp", "${date:format=o}"));
        var target = new FileTarget("file")
        {
            FileName = Path.Combine(directory, "nlog.log"),
            Layout = layout,
            KeepFileOpen = true,
            AutoFlush = true,
        };
        var configuration = new LoggingConfiguration();
        configuration.AddRuleForAllLevels(target);
        _factory.Configuration = configuration;
        _logger = _factory.GetLogger("trades");
    }

    public override void Log()
    {
        SampleEvent item = SampleEvent.Instance;
        _logger!.Info(
            "{Action} {Symbol} {Side} {Quantity} {Price} {OrderId}",
            SampleEvent.Action,
            item.Symbol,
            item.Side,
            item.Quantity,
            item.Price,
            item.OrderId);
    }

    public override void Dispose() => _factory.Shutdown();
}
