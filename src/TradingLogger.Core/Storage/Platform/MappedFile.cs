namespace TradingLogging.Storage.Platform;

/// <summary>A file in memory that it shares with all who map it: what is stored there belongs to the operating system,
/// and outlives the process.</summary>
/// <remarks>The file must have its full size on the disk before it is mapped, and must never become shorter: a store
/// for which there is no room would end the process.</remarks>
internal abstract unsafe class MappedFile : IDisposable
{
    /// <summary>The first byte.</summary>
    public abstract byte* Start { get; }

    public abstract void Dispose();
}
