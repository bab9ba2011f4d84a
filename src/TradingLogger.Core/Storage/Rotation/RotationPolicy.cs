using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>When a log file is set aside, and under which name. Asked only by the holder of the file's lock.</summary>
internal abstract class RotationPolicy
{
    /// <summary>Whether the file must be set aside before a record goes to it.</summary>
    /// <param name="length">The file's size in bytes, more than 0.</param>
    /// <param name="fileDay">The day of the file's records.</param>
    /// <param name="recordLength">The record's size in bytes.</param>
    /// <param name="recordDay">The record's day.</param>
    public abstract bool IsDue(long length, DateTime fileDay, int recordLength, DateTime recordDay);

    /// <summary>Sets the file aside and deletes what is no longer kept.</summary>
    /// <exception cref="FileOperationException">The file could not be set aside; it is where it was.</exception>
    public abstract void Rotate(PlatformFiles files, string path, DateTime fileDay);

    /// <summary>Where a record goes that is older than all of the current file; null for the current file.</summary>
    public abstract string? FindArchive(string path, DateTime fileDay, DateTime recordDay);

    /// <summary>The day of the records in a file, by the last of them.</summary>
    /// <param name="tail">The end of the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="recordDay">The day of the record that is about to be written.</param>
    public abstract DateTime ReadDay(FileTail tail, string path, DateTime recordDay);
}

/// <summary>Reads the day that a line of a log belongs to; null when the line does not tell.</summary>
/// <param name="line">The line without its line feed; may be cut at its start.</param>
internal delegate DateTime? RecordDayReader(ReadOnlySpan<byte> line);
