namespace TradingLogging.Storage.Platform;

/// <summary>What tells one file from another, whatever their names: device and file number.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong FileNumber);
