using System.Management.Automation;

namespace TradingLogging.Benchmarks.EmptyModule;

/// <summary>Does nothing, with the parameters of <c>Write-TradingLog</c>.</summary>
[Cmdlet(VerbsCommunications.Write, "EmptyLog", DefaultParameterSetName = MessageSet)]
public sealed class WriteEmptyLogCommand : PSCmdlet
{
    private const string MessageSet = "Message";
    private const string ErrorRecordSet = "ErrorRecord";
    private const string ExceptionSet = "Exception";

    /// <summary>Any text.</summary>
    [Parameter(ParameterSetName = MessageSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ErrorRecordSet, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ExceptionSet, Position = 0, ValueFromPipeline = true)]
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

    /// <summary>Any error.</summary>
    [Parameter(ParameterSetName = ErrorRecordSet, Mandatory = true)]
    public ErrorRecord? ErrorRecord { get; set; }

    /// <summary>Any exception.</summary>
    [Parameter(ParameterSetName = ExceptionSet, Mandatory = true)]
    public Exception? Exception { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
    }
}
