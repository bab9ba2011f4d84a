using System.Management.Automation;

namespace TradingLogging.Benchmarks.EmptyModule;

/// <summary>Does nothing, with the parameters of <c>Write-TradeEvent</c>.</summary>
[Cmdlet(VerbsCommunications.Write, "EmptyEvent")]
public sealed class WriteEmptyEventCommand : PSCmdlet
{
    /// <summary>Any text.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyString]
    public string Action { get; set; } = string.Empty;

    /// <summary>Any object.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    public object? Data { get; set; }

    /// <summary>Any time.</summary>
    [Parameter]
    [ValidateNotNull]
    public DateTimeOffset? EventTime { get; set; }

    /// <summary>Any number.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long Corrects { get; set; }

    /// <summary>Anything.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Anything.</summary>
    [Parameter]
    public SwitchParameter AsBatch { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
    }
}
