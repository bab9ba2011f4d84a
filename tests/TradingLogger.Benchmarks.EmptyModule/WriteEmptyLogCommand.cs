using System.Management.Automation;

namespace TradingLogging.Benchmarks.EmptyModule;

/// <summary>Does nothing, with the parameters of <c>Write-TradingLog</c>.</summary>
[Cmdlet(VerbsCommunications.Write, "EmptyLog")]
public sealed class WriteEmptyLogCommand : PSCmdlet
{
    /// <summary>Any text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Message { get; set; }

    /// <summary>One of the levels.</summary>
    [Parameter]
    [ValidateSet("Debug", "Info", "Warning", "Error", "Critical")]
    public string Level { get; set; } = "Info";

    /// <summary>Any text.</summary>
    [Parameter]
    [ValidateNotNull]
    public string Logger { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
    }
}
