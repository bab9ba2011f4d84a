using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Forwarding.Sources;

/// <summary>What a file with events is.</summary>
internal enum EventFileKind
{
    /// <summary>The days that rotation deleted unsent, one event each.</summary>
    Gaps,

    /// <summary>A day that rotation set aside, compressed or not.</summary>
    Archive,

    /// <summary>The file that writers append to.</summary>
    Current,

    /// <summary>Events that the log could not take, and that a writer will add to it.</summary>
    Fallback,
}

/// <summary>A file with events.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">What its position is remembered under: an archive's name without <c>.gz</c>, the full path of a
/// fallback.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct EventFilePlace(string Path, string Name, EventFileKind Kind)
{
    /// <summary>Whether an ordinary file is there.</summary>
    /// <exception cref="FileOperationException">It cannot be looked up.</exception>
    public static bool Exists(PlatformFiles files, string path) => files.GetStatus(path) is { IsRegular: true };

    /// <summary>The files of a log in the order in which they are sent.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="paths">The log and the files of the forwarder.</param>
    /// <exception cref="FileOperationException">They cannot be listed.</exception>
    public static IEnumerable<EventFilePlace> List(PlatformFiles files, ForwarderFiles paths)
    {
        yield return new EventFilePlace(paths.Gaps, System.IO.Path.GetFileName(paths.Gaps), EventFileKind.Gaps);
        string? last = null;
        foreach ((string path, _) in ArchiveName.ListDays(files, paths.Log))
        {
            // A day that is just being compressed is there twice, the uncompressed file first.
            string name = System.IO.Path.GetFileName(ArchiveName.WithoutCompression(path));
            if (name != last)
                yield return new EventFilePlace(path, name, EventFileKind.Archive);
            last = name;
        }

        yield return new EventFilePlace(paths.Log, LoggingSession.TradeLogName, EventFileKind.Current);
        foreach (string path in FallbackNote.Read(paths.Log))
            yield return new EventFilePlace(path, path, EventFileKind.Fallback);
    }
}

/// <summary>By what a file that was read to its end is known not to have changed.</summary>
/// <param name="Identity">Which file it is.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Written">When it was written last, in UTC.</param>
/// <param name="IsRegular">Whether it is an ordinary file. A link or a pipe is none, and is not read.</param>
internal readonly record struct EventFileStamp(FileIdentity Identity, long Length, DateTime Written, bool IsRegular)
{
    /// <summary>The stamp of a file; null when there is none.</summary>
    /// <exception cref="FileOperationException">It cannot be looked up.</exception>
    public static EventFileStamp? Of(PlatformFiles files, string path) =>
        files.GetStatus(path) is { } status
            ? new EventFileStamp(
                status.Identity, status.Length, PlatformFiles.GetLastWriteTime(path), status.IsRegular)
            : null;
}
