using System.Runtime.InteropServices;
using TradingLogging.Masking;
using TradingLogging.Storage.Platform.Unix;
using TradingLogging.Storage.Platform.Windows;

namespace TradingLogging.Storage.Platform;

/// <summary>What the append engine needs of an operating system.</summary>
internal abstract class PlatformFiles
{
    /// <summary>The files of this operating system, made with the default permissions.</summary>
    public static PlatformFiles Current { get; } = Make(CreationModes.Default);

    /// <summary>Tells one run of the machine from every other; 0 when that is not known.</summary>
    public abstract ulong BootId { get; }

    /// <summary>The files of this operating system, made with these permissions.</summary>
    public static PlatformFiles For(CreationModes modes) => modes == CreationModes.Default ? Current : Make(modes);

    /// <summary>Opens a file for appending and reading; makes it, and its directory, when there is none.</summary>
    /// <exception cref="FileOperationException">The file could not be opened, or is no ordinary file.</exception>
    public abstract AppendHandle OpenForAppend(string path);

    /// <summary>Opens a lock file; makes it, and its directory, when there is none.</summary>
    /// <exception cref="FileOperationException">The file could not be opened, or is no ordinary file.</exception>
    public abstract LockHandle OpenLock(string path);

    /// <summary>What the path leads to; null when there is nothing.</summary>
    /// <exception cref="FileOperationException">The path could not be looked up.</exception>
    public abstract FileStatus? GetStatus(string path);

    /// <summary>Renames a file; never over another.</summary>
    /// <returns>False when there already is a file of the new name.</returns>
    /// <exception cref="FileOperationException">The file could not be renamed.</exception>
    public abstract bool TryRename(string path, string newPath);

    /// <summary>Renames a file over another, if there is one: at every moment the new name leads to one of both.</summary>
    /// <exception cref="FileOperationException">The file could not be renamed; the other is as it was.</exception>
    public virtual void Replace(string path, string newPath) =>
        Attempt("rename", path, () => File.Move(path, newPath, overwrite: true));

    /// <summary>Makes a directory, with its parents; one that exists is no error.</summary>
    /// <exception cref="FileOperationException">The directory could not be made.</exception>
    public void CreateDirectory(string path)
    {
        if (Directory.Exists(path))
            return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
            CreateDirectory(parent);
        MakeDirectory(path);
    }

    /// <summary>Makes a file; one that exists is no error.</summary>
    /// <exception cref="FileOperationException">The file could not be made.</exception>
    public abstract void CreateFile(string path);

    /// <summary>Refuses what stands where a rotation puts a file and is none: a link, a directory, a pipe or a device.</summary>
    /// <exception cref="FileOperationException">The path leads to such a thing, or could not be looked up.</exception>
    public void RequireOrdinary(string path)
    {
        if (GetStatus(path) is { IsRegular: false })
            throw new FileOperationException($"Cannot rotate: '{path}' is not an ordinary file. Remove it.");
    }

    /// <summary>Waits until the disk knows the names in the directory.</summary>
    /// <exception cref="FileOperationException">The disk may not know them.</exception>
    public abstract void SyncDirectory(string directory);

    /// <summary>The kind of network file system that a path is on, such as <c>nfs</c>.</summary>
    /// <returns>Null when the path is on this machine, or nobody knows.</returns>
    public abstract string? FindNetworkFileSystem(string path);

    /// <summary>Gives other threads and processes the time to let go of a lock.</summary>
    public abstract void Pause(int microseconds);

    /// <summary>Deletes a file; one that is not there is no error.</summary>
    /// <exception cref="FileOperationException">The file could not be deleted.</exception>
    public virtual void Delete(string path) => Attempt("delete", path, () => File.Delete(path));

    /// <summary>The files of a directory whose names begin alike.</summary>
    /// <exception cref="FileOperationException">The directory could not be listed.</exception>
    public virtual IReadOnlyList<string> List(string directory, string prefix)
    {
        string[] found = [];
        Attempt("list", directory, () => found = [.. Directory.EnumerateFiles(directory).Where(path => IsNamed(path, prefix))]);
        return found;
    }

    /// <summary>When a file was last written, in UTC.</summary>
    /// <exception cref="FileOperationException">The file could not be looked up.</exception>
    public static DateTime GetLastWriteTime(string path)
    {
        DateTime time = default;
        Attempt("look up", path, () => time = File.GetLastWriteTimeUtc(path));
        return time;
    }

    /// <summary>Makes a directory in one that exists; one that exists itself is no error.</summary>
    /// <exception cref="FileOperationException">The directory could not be made.</exception>
    protected abstract void MakeDirectory(string path);

    private static PlatformFiles Make(CreationModes modes) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsFiles(modes) : new UnixFiles(modes);

    // Not by a search pattern: a log's name may itself hold a wildcard, and systems differ in what a pattern means.
    private static bool IsNamed(string path, string prefix) =>
        Path.GetFileName(path).StartsWith(prefix, StringComparison.Ordinal);

    private static void Attempt(string verb, string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FileOperationException($"Cannot {verb} '{path}': {exception.Message}", exception);
        }
    }
}

/// <summary>What a path leads to at this moment.</summary>
/// <param name="Identity">Which file it is.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Links">How many names it has; 0 when it has been deleted.</param>
/// <param name="IsRegular">Whether it is an ordinary file: no directory, link, pipe or device.</param>
internal readonly record struct FileStatus(FileIdentity Identity, long Length, long Links, bool IsRegular)
{
    private const int WritableByAll = 0x2;
    private const int Sticky = 0x200;

    /// <summary>The permission bits of Unix; 0 on Windows.</summary>
    public int Permissions { get; init; }

    /// <summary>Whether every user of the machine may write it or, of a directory, replace what is in it: in one with the sticky
    /// bit, such as <c>/tmp</c>, nobody can replace the files of others.</summary>
    public bool IsOpenToAll => (Permissions & (WritableByAll | Sticky)) == WritableByAll;
}

/// <summary>What tells one file from another, whatever their names: device and file number.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong FileNumber);

/// <summary>The permission bits that files and directories are made with. They are handed to the system in the call that makes
/// the name, so that it never has others; the system takes the bits of the process's umask away.</summary>
/// <param name="File">Of a log, a lock, an archive and a fallback.</param>
/// <param name="Directory">Of a directory, and of the parents made with it.</param>
internal readonly record struct CreationModes(int File, int Directory)
{
    private const int RightsOfOthers = 0x7;

    /// <summary>0640 and 0750: the owner writes, the group reads.</summary>
    public static CreationModes Default { get; } = new(0x1A0, 0x1E8);

    /// <summary>Whether a mode gives users a right who are neither owner nor in the group.</summary>
    public static bool IsForOthers(int mode) => (mode & RightsOfOthers) != 0;

    /// <summary>Reads modes as they are written in settings, such as <c>0640</c>.</summary>
    public static CreationModes From(string file, string directory) => new(Convert.ToInt32(file, 8), Convert.ToInt32(directory, 8));
}

/// <summary>An operation on a log file, its lock or its archives failed. The message names the path and the cause.</summary>
internal sealed class FileOperationException(string message, Exception? innerException = null)
    : IOException(SecretMask.ToVisible(message), innerException)
{
    /// <summary>The operating system's error number; 0 when the cause is another.</summary>
    public int ErrorNumber { get; init; }
}
