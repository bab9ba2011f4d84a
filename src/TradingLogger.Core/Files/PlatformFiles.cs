using System.Runtime.InteropServices;

namespace TradingLogging.Files;

/// <summary>What the append engine needs of an operating system.</summary>
internal abstract class PlatformFiles
{
    /// <summary>The files of this operating system.</summary>
    public static PlatformFiles Current { get; } =
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsFiles() : new UnixFiles();

    /// <summary>Tells one run of the machine from every other; 0 when that is not known.</summary>
    public abstract ulong BootId { get; }

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

    /// <summary>Makes a directory, with its parents; one that exists is no error.</summary>
    /// <exception cref="FileOperationException">The directory could not be made.</exception>
    public virtual void CreateDirectory(string path) => Attempt("create", path, () => Directory.CreateDirectory(path));

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

    /// <summary>Makes a file that does not exist yet; one that exists is no error.</summary>
    /// <exception cref="FileOperationException">The file could not be made.</exception>
    protected static void Create(string path)
    {
        Attempt("create", path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            try
            {
                const FileShare everything = FileShare.ReadWrite | FileShare.Delete;
                new FileStream(path, FileMode.CreateNew, FileAccess.Write, everything).Dispose();
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another writer was faster: what matters is that the file is there.
            }
        });
    }

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
