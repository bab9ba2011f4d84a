using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>What a rotation works on.</summary>
/// <param name="Files">The file system.</param>
/// <param name="Path">The log file.</param>
/// <param name="Warn">Receives warnings.</param>
internal sealed record RotationSite(PlatformFiles Files, string Path, Action<string> Warn)
{
    private readonly HashSet<string> _warnings = [];

    /// <summary>Warns, unless the same warning was given before.</summary>
    public void WarnOnce(string message)
    {
        if (_warnings.Add(message))
            Warn(message);
    }
}

/// <summary>When a log file is archived, and under which name. Only the holder of the file's lock uses it.</summary>
internal abstract class RotationPolicy
{
    /// <summary>How long this process wants archives to be kept.</summary>
    protected abstract RetentionRequest Request { get; }

    /// <summary>Whether the file must be archived before a record is appended.</summary>
    /// <param name="length">The file's size in bytes, more than 0.</param>
    /// <param name="fileDay">The day of the file's records.</param>
    /// <param name="recordLength">The record's size in bytes.</param>
    /// <param name="recordDay">The record's day.</param>
    public abstract bool IsDue(long length, DateTime fileDay, int recordLength, DateTime recordDay);

    /// <summary>Sets the file aside and deletes archives that are no longer kept.</summary>
    /// <param name="site">The log.</param>
    /// <param name="fileDay">The day of the file's records.</param>
    /// <param name="recordDay">The day of the record that is about to be written.</param>
    /// <exception cref="FileOperationException">The file could not be archived. It keeps its name.</exception>
    public abstract void Rotate(RotationSite site, DateTime fileDay, DateTime recordDay);

    /// <summary>The archive that takes a record of an earlier day; null when the active file takes it.</summary>
    public abstract string? FindArchive(string path, DateTime fileDay, DateTime recordDay);

    /// <summary>The day of a file, read from its last record.</summary>
    /// <param name="tail">The end of the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="recordDay">The day of the record that is about to be written.</param>
    public abstract DateTime ReadDay(FileTail tail, string path, DateTime recordDay);

    /// <summary>The day of a line; null when it has none, or days do not matter.</summary>
    public virtual DateTime? ReadDay(ReadOnlySpan<byte> line) => null;

    /// <summary>Makes the request of this process known to the others.</summary>
    public void MakeRequestKnown(RotationSite site)
    {
        if (!Request.IsNone)
            _ = JoinRequests(site);
    }

    /// <summary>The request of all processes; null when it is not known. Then nothing is deleted.</summary>
    protected RetentionRequest? JoinRequests(RotationSite site)
    {
        try
        {
            return Request.Join(site.Files, site.Path);
        }
        catch (FileOperationException exception)
        {
            site.WarnOnce($"{exception.Message} No archive of '{site.Path}' is deleted meanwhile.");
            return null;
        }
    }

    /// <summary>Warns, the first time, that archives are kept because other processes want them.</summary>
    protected static void WarnOfLongerRequest(RotationSite site) => site.WarnOnce(
        $"Archives of '{site.Path}' are kept for longer than this process asks, because another one asks for it. "
        + $"To let shorter settings count, delete '{RetentionRequest.PathOf(site.Path)}'.");
}

/// <summary>Reads the day of a line; null when the line has none.</summary>
/// <param name="line">The line without its line feed. Its start may be missing.</param>
internal delegate DateTime? RecordDayReader(ReadOnlySpan<byte> line);
