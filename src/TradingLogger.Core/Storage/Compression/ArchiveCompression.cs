namespace TradingLogging.Storage.Compression;

/// <summary>What becomes of files that rotation has set aside (setting <c>compress_archives</c>).</summary>
public enum ArchiveCompression
{
    /// <summary>They stay as they are. The default.</summary>
    None,

    /// <summary>They are compressed as <c>gzip</c> does, in the background, and keep their name with <c>.gz</c> at its
    /// end.</summary>
    Gzip,
}
