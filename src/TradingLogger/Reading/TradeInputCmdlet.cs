using System.Management.Automation;
using TradingLogging.PowerShell.Arguments;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reading;

/// <summary>A cmdlet that takes trade events out of a log or from the pipeline.</summary>
public abstract class TradeInputCmdlet : TradeReadingCmdlet
{
    private protected const string EventSet = "InputObject";

    private protected TradeInputCmdlet()
    {
    }

    /// <summary>Events from the pipeline: of <c>Get-TradeEvent</c> or <c>Write-TradeEvent -PassThru</c>, their copies
    /// out of jobs, remoting and <c>Import-Clixml</c>, rows of <c>Import-Csv</c> with the columns Timestamp and Action,
    /// or lines of a log. They are taken in the order in which they come. Text that is no JSON and files are paths of
    /// logs.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = EventSet)]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc cref="LogReadingCmdlet.Path"/>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public override string[] Path { get; set; } = [];

    /// <summary>The first moment no longer wanted, as <c>-Since</c> takes it. Default to the end.</summary>
    [Parameter]
    [MomentArgument]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Whether a log is read. When nothing came through the pipeline, no other log is read in its
    /// place.</summary>
    private protected bool ReadsLog => NamedFiles is not { Count: 0 };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        foreach (PSObject input in InputObject)
        {
            if (TradeInput.PathOf(input) is { } path)
                AddPath(path);
            else if (TradeInput.EventOf(input, RejectInput) is { } tradeEvent)
                Take(tradeEvent);
        }
    }

    /// <summary>Takes an event of the pipeline.</summary>
    private protected abstract void Take(TradeEvent tradeEvent);

    /// <summary>Tells of an input that is neither an event nor a path.</summary>
    private protected virtual void RejectInput(ErrorRecord error) => WriteError(error);
}
