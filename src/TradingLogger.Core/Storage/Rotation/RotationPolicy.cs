using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>When a log file is set aside, and under which name. Only the holder of the file's lock uses it.</summary>
internal abstract class RotationPolicy
{
    /// <summary>Whether the file must be set aside before a record is appended.</summary>
    /// <param name="length">The file's size in bytes, more than 0.</param>
    /// <param name="fileDay">The day of the file's records.</param>
    /// <param name="recordLength">The record's size in bytes.</param>
    /// <param name="recordDay">The record's day.</param>
    public abstract bool IsDue(long length, DateTime fileDay, int recordLength, DateTime recordDay);

    /// <summary>Sets the file aside and deletes archives that are no longer kept.</summary>
    /// <exception cref="FileOperationException">The file could not be set aside. It keeps its name.</exception>
    public abstract void Rotate(PlatformFiles files, string path, DateTime fileDay);

    /// <summary>The archive that takes a record of an earlier day; null when the active file takes it.</summary>
    public abstract string? FindArchive(string path, DateTime fileDay, DateTime recordDay);

    /// <summary>The day of a file, read from its last record.</summary>
    /// <param name="tail">The end of the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="recordDay">The day of the record that is about to be written.</param>
    public abstract DateTime ReadDay(FileTail tail, string path, DateTime recordDay);
}

/// <summary>Reads the day of a line; null when the line has none.</summary>
/// <param name="line">The line without its line feed. Its start may be missing.</param>
internal delegate DateTime? RecordDayReader(ReadOnlySpan<byte> line);
