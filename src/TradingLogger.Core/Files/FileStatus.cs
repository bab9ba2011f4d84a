namespace TradingLogging.Files;

/// <summary>What a path leads to at this moment.</summary>
/// <param name="Identity">Which file it is.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Links">How many names it has; 0 when it has been deleted.</param>
/// <param name="IsRegular">Whether it is an ordinary file: no directory, link, pipe or device.</param>
internal readonly record struct FileStatus(FileIdentity Identity, long Length, long Links, bool IsRegular);
