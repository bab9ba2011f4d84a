using System.Management.Automation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Shows trade events as they are written.</summary>
[Cmdlet(VerbsCommon.Watch, "TradeEvent", DefaultParameterSetName = DirectorySet)]
[OutputType(typeof(TradeEvent))]
public sealed class WatchTradeEventCommand : TradeReadingCmdlet
{
    /// <summary>How many of the events that are there already are output first, of each log the latest ones. Not
    /// together with <c>-Since</c>. Default none.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Last { get; set; }

    /// <summary>How long to watch: a number is seconds, and a text may have a unit, such as 5m. Default until
    /// stopped.</summary>
    [Parameter]
    [SecondsArgument]
    [ValidateDuration(MostSeconds = MostWatchSeconds)]
    public TimeSpan? Timeout { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Last is not null && Since is not null)
            ThrowTerminatingError(ReadingErrors.LastAndSince());
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        TradeQuery query = Query() with { Last = Last };
        TradeLog log = OpenTradeLog();
        Watch("Watching trade events", Timeout, options => log.Follow(query, options));
    }
}
