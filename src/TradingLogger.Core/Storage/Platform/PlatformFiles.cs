using System.Runtime.InteropServices;
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
