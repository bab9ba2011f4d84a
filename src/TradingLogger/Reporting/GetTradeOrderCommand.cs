using System.Management.Automation;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Orders;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>Gets the orders of a trade log with what happened to each: signal, order, fills, closes, latencies, fees,
/// pnl and findings.</summary>
[Cmdlet(VerbsCommon.Get, "TradeOrder", DefaultParameterSetName = DirectorySet)]
[OutputType(typeof(TradeOrder))]
public sealed class GetTradeOrderCommand : LogReadingCmdlet
{
    private const string EventSet = "InputObject";
    private const int MostTimelines = 100_000;

    private readonly TradeActivityMeter _meter = new(new TradeActivityOptions { Timelines = MostTimelines });

    /// <inheritdoc cref="TradeInputCmdlet.InputObject"/>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = EventSet)]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc cref="LogReadingCmdlet.Path"/>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public override string[] Path { get; set; } = [];

    /// <summary>The ids wanted, those of the venue and one's own; wildcards are allowed. Default all.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] OrderId { get; set; } = [];

    /// <summary>The symbols wanted; wildcards are allowed. Default all, and orders without one.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TradeSymbolCompleter))]
    public string[] Symbol { get; set; } = [];

    /// <summary>What must have become of the orders. Default anything.</summary>
    [Parameter]
    public TradeOrderStatus[] Status { get; set; } = [];

    /// <summary>The first moment of placing wanted, or how long ago it was, such as 2d. Default from the
    /// beginning.</summary>
    [Parameter]
    [MomentArgument]
    public DateTimeOffset? Since { get; set; }

    /// <summary>The first moment of placing no longer wanted. Default to the end.</summary>
    [Parameter]
    [MomentArgument]
    public DateTimeOffset? Until { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        foreach (PSObject input in InputObject)
        {
            if (TradeInput.PathOf(input) is { } path)
                AddPath(path);
            else
                _meter.Add(TradeInput.EventOf(input, ThrowTerminatingError)!);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (NamedFiles is not { Count: 0 })
            ReadLog();
        if (StopToken.IsCancellationRequested)
            return;

        Func<string, bool>? isWantedId = Wildcards.AnyOf(this, OrderId), isWantedSymbol = Wildcards.AnyOf(this, Symbol);
        foreach (TradeOrder order in _meter.MeasureOrders())
        {
            if ((isWantedId is null || isWantedId(order.OrderId) || order.OtherIds.Any(isWantedId))
                && (isWantedSymbol is null || (order.Symbol is { } symbol && isWantedSymbol(symbol)))
                && (Status.Length == 0 || Status.Contains(order.Status))
                && (Since is null || order.PlacedAt >= Since)
                && (Until is null || order.PlacedAt < Until))
            {
                WriteObject(order);
            }
        }
    }

    // What becomes of an order may be logged long after it was placed, and what it earned depends on the positions that
    // stood before: the whole log is read, whatever -Since and -Until say.
    private void ReadLog()
    {
        TradeLog log = OpenTradeLog();
        ReadingReport report = Report("Reading orders");
        ReadAll(report, () => _meter.Add(log, query: null, report.Options));
    }
}
