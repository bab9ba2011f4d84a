namespace TradingLogging.Configuration;

/// <summary>What has happened to a record when the call that logged it returns (setting <c>durability</c>).</summary>
public enum Durability
{
    /// <summary>The operating system has it: it survives the end of the process, not a power cut. The default.</summary>
    Os,

    /// <summary>The disk has it: it survives a power cut too. Costs a disk synchronisation per acknowledged write.</summary>
    Disk,
}
