using System.Globalization;
using log4net;
using log4net.Appender;
using log4net.Layout;
using log4net.Repository.Hierarchy;

namespace TradingLogging.Benchmarks.Contenders;

/// <summary>log4net 3, exclusive lock, flushed after each event. It has no structured events: the line is
/// interpolated.</summary>
internal sealed class Log4NetContender : Contender
{
    private Hierarchy? _hierarchy;
    private ILog? _log;

    public override string Name => "log4net 3.5 exclusive";

    public override void Open(string directory)
    {
        _hierarchy = (Hierarchy)LogManager.CreateRepository(Guid.NewGuid().ToString());
        var layout = new PatternLayout("%date{yyyy-MM-ddTHH:mm:ss.fffzzz} %message%newline");
        layout.ActivateOptions();
        var appender = new FileAppender
        {
            File = Path.Combine(directory, "log4net.log"),
            Layout = layout,
            ImmediateFlush = true,
            AppendToFile = true,
        };
        appender.ActivateOptions();
        _hierarchy.Root.AddAppender(appender);
        _hierarchy.Root.Level = log4net.Core.Level.Info;
        _hierarchy.Configured = true;
        _log = LogManager.GetLogger(_hierarchy.Name, "trades");
    }

    public override void Log()
    {
        SampleEvent item = SampleEvent.Instance;
        _log!.InfoFormat(
            CultureInfo.InvariantCulture,
            "{{\"action\": \"{0}\", \"symbol\": \"{1}\", \"side\": \"{2}\", \"quantity\": {3}, \"price\": {4}, "
                + "\"order_id\": {5}}}",
            SampleEvent.Action,
            item.Symbol,
            item.Side,
            item.Quantity,
            item.Price,
            item.OrderId);
    }

    public override void Dispose() => _hierarchy?.Shutdown();
}
