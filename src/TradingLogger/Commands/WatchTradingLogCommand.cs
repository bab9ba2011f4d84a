using System.Management.Automation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Commands;

/// <summary>Shows the records of <c>trading.log</c> as they are written.</summary>
[Cmdlet(VerbsCommon.Watch, "TradingLog", DefaultParameterSetName = DirectorySet)]
[OutputType(typeof(TradingLogEntry))]
public sealed class WatchTradingLogCommand : TextReadingCmdlet
{
    /// <summary>How many of the records that are there already are output first, of each log the latest ones. Not
    /// together with <c>-Since</c>. Default none.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Last { get; set; }

    /// <inheritdoc cref="WatchTradeEventCommand.Timeout"/>
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
        TradingLogQuery query = Query() with { Last = Last };
        TradingLog log = OpenTextLog();
        Watch("Watching log records", Timeout, options => log.Follow(query, options));
    }
}
