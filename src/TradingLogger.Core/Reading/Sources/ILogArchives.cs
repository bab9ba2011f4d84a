using TradingLogging.Storage.Platform;

namespace TradingLogging.Reading.Sources;

/// <summary>What a log's current file has been rotated to.</summary>
internal interface ILogArchives
{
    /// <summary>The archives that were not listed before, the earliest first.</summary>
    /// <exception cref="FileOperationException">The directory could not be listed.</exception>
    IReadOnlyList<PendingLogFile> ListNew();
}
