namespace TradingLogging.Tests.Files;

/// <summary>What the append engine asks an operating system for.</summary>
internal enum FileOperation
{
    OpenForAppend,
    OpenLock,
    GetStatus,
    Rename,
    Delete,
    List,
    SyncDirectory,
    IsDeleted,
    Write,
    Read,
    GetLength,
    Truncate,
    Sync,
    TryLock,
    WriteNote,
    ReadNote,
}
