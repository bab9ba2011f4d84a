using System.Management.Automation;

namespace TradingLogging.Benchmarks.EmptyModule;

/// <summary>Writes the same object again and again: what the engine takes to pass objects on.</summary>
[Cmdlet(VerbsCommunications.Write, "EmptyObject")]
public sealed class WriteEmptyObjectCommand : PSCmdlet
{
    /// <summary>Any object.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = new();

    /// <summary>How often.</summary>
    [Parameter(Mandatory = true)]
    public long Count { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        object written = InputObject.BaseObject;
        for (long index = 0; index < Count; index++)
            WriteObject(written);
    }
}
