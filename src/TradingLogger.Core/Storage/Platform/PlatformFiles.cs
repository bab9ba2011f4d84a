using System.ComponentModel;
using System.Runtime.InteropServices;
using TradingLogging.Masking;
using TradingLogging.Storage.Platform.Unix;
using TradingLogging.Storage.Platform.Windows;

namespace TradingLogging.Storage.Platform;

/// <summary>The file system of the machine: everything that storage asks of an operating system. Tests put faults in
/// its place.</summary>
internal abstract class PlatformFiles
{
    private const string DraftSuffix = ".draft";
    /// <summary>How often a file is made and opened: another process may delete it, or its directory, in between. More
    /// attempts would hide a fault.</summary>
    protected const int Attempts = 5;

    /// <summary>The file system of this machine; new files get the default permissions.</summary>
    public static PlatformFiles Current { get; } = Make(CreationModes.Default);

    /// <summary>Identifies the run of the machine since it was started; 0 when that is not known.</summary>
    public abstract ulong BootId { get; }

    /// <summary>The number of the user to whom the files belong that this process makes; 0 on Windows.</summary>
    public virtual uint User => 0;

    /// <summary>The file system of this machine; new files get these permissions.</summary>
    public static PlatformFiles For(CreationModes modes) => modes == CreationModes.Default ? Current : Make(modes);

    /// <summary>Opens a file for appending and reading. Creates it, and its directory, if it is missing.</summary>
    /// <exception cref="FileOperationException">The file cannot be opened, or is no ordinary file.</exception>
    public abstract AppendHandle OpenForAppend(string path);

    /// <summary>Opens a lock file. Creates it, and its directory, if it is missing.</summary>
    /// <exception cref="FileOperationException">The file cannot be opened, or is no ordinary file.</exception>
    public abstract LockHandle OpenLock(string path);

    /// <summary>Maps a file into memory, to read and to write.</summary>
    /// <param name="path">An ordinary file.</param>
    /// <param name="length">Its size in bytes.</param>
    /// <exception cref="FileOperationException">The file cannot be mapped.</exception>
    public abstract MappedFile Map(string path, long length);

    /// <summary>What the path leads to; null when there is nothing. Links are not followed.</summary>
    /// <exception cref="FileOperationException">The path cannot be looked up.</exception>
    public abstract FileStatus? GetStatus(string path);

    /// <summary>Renames a file. Never replaces another one.</summary>
    /// <returns>False when the new name exists already.</returns>
    /// <exception cref="FileOperationException">The file could not be renamed.</exception>
    public abstract bool TryRename(string path, string newPath);

    /// <summary>Renames a file and replaces the one of the new name, if there is one. At every moment the new name
    /// leads to one of both.</summary>
    /// <exception cref="FileOperationException">The file could not be renamed. The other one is unchanged.</exception>
    public virtual void Replace(string path, string newPath) =>
        Attempt("rename", path, () => File.Move(path, newPath, overwrite: true));

    /// <summary>Replaces the content of a file, or creates it. A reader finds the former content or the new one, never
    /// a part of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">The new content.</param>
    /// <param name="isSynced">Whether to wait until the disk has it.</param>
    /// <exception cref="FileOperationException">The file is as it was, or the disk may not have the new
    /// content.</exception>
    public void ReplaceContent(string path, ReadOnlySpan<byte> bytes, bool isSynced)
    {
        string draft = path + DraftSuffix;
        // Not emptied: another user may have left it.
        if (GetStatus(draft) is not null)
            Delete(draft);
        using (AppendHandle handle = OpenForAppend(draft))
        {
            handle.WriteAll(bytes, draft);
            if (isSynced)
                handle.Sync();
        }

        Replace(draft, path);
        if (isSynced)
            SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Creates a directory with its parents, unless it exists.</summary>
    /// <exception cref="FileOperationException">The directory could not be created.</exception>
    public void CreateDirectory(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                MakeDirectories(path);
                return;
            }
            catch (FileOperationException exception) when (attempt < Attempts && IsMadeOrGone(exception.ErrorNumber))
            {
                // Somebody made or removed a directory between two steps.
            }
        }
    }

    /// <summary>Creates a file, unless it exists.</summary>
    /// <exception cref="FileOperationException">The file could not be created.</exception>
    public abstract void CreateFile(string path);

    /// <summary>Waits until the disk has the names in the directory.</summary>
    /// <exception cref="FileOperationException">The disk may not have them.</exception>
    public abstract void SyncDirectory(string directory);

    /// <summary>The kind of network file system that a path is on, such as <c>nfs</c>.</summary>
    /// <returns>Null when the path is on this machine, or that is not known.</returns>
    public abstract string? FindNetworkFileSystem(string path);

    /// <summary>The kind of file system that a path is on, where a store into a mapped file may need room that the disk
    /// does not have: one that never writes in place, such as <c>btrfs</c>, and one of the network.</summary>
    /// <returns>Null for any other, or when that is not known.</returns>
    public virtual string? FindUnmappableFileSystem(string path) => FindNetworkFileSystem(path);

    /// <summary>Waits, so that other threads and processes can release a lock.</summary>
    public abstract void Pause(int microseconds);

    /// <summary>Deletes a file, if it exists.</summary>
    /// <exception cref="FileOperationException">The file could not be deleted.</exception>
    public virtual void Delete(string path) => Attempt("delete", path, () => File.Delete(path));

    /// <summary>Deletes a file, if it exists and can be deleted.</summary>
    public void TryDelete(string path)
    {
        try
        {
            Delete(path);
        }
        catch (FileOperationException)
        {
            // The caller can do without it.
        }
    }

    /// <summary>The files of a directory whose names start with a prefix.</summary>
    /// <exception cref="FileOperationException">The directory could not be listed.</exception>
    public virtual IReadOnlyList<string> List(string directory, string prefix) =>
        List(directory, prefix, Directory.EnumerateFiles);

    /// <summary>Whatever a directory holds under names that start with a prefix: also directories.</summary>
    /// <exception cref="FileOperationException">The directory could not be listed.</exception>
    public static IReadOnlyList<string> ListEntries(string directory, string prefix) =>
        List(directory, prefix, Directory.EnumerateFileSystemEntries);

    /// <summary>Opens a file that a user named for reading; links are followed. A pipe would block until somebody
    /// writes to it, and a device may never end.</summary>
    /// <exception cref="IOException">The file cannot be opened, or is no ordinary file.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static FileStream OpenOrdinary(string path)
    {
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return Current.GetStatus(target) is { IsRegular: false }
            ? throw new IOException($"'{path}' is not an ordinary file.")
            : File.OpenRead(path);
    }

    /// <summary>When a file was last written, in UTC.</summary>
    /// <exception cref="FileOperationException">The file cannot be looked up.</exception>
    public static DateTime GetLastWriteTime(string path)
    {
        DateTime time = default;
        Attempt("look up", path, () => time = File.GetLastWriteTimeUtc(path));
        return time;
    }

    /// <summary>Makes a file say that it was last written at a moment, in UTC.</summary>
    /// <exception cref="FileOperationException">The time could not be set.</exception>
    public static void SetLastWriteTime(string path, DateTime time) =>
        Attempt("set the time of", path, () => File.SetLastWriteTimeUtc(path, time));

    /// <summary>Creates a directory in an existing one, unless it exists.</summary>
    /// <exception cref="FileOperationException">The directory could not be created.</exception>
    protected abstract void MakeDirectory(string path);

    /// <summary>Whether an error says that a file or a directory exists already, or that its directory does
    /// not.</summary>
    protected abstract bool IsMadeOrGone(int error);

    /// <summary>Creates a file, and its directory if it is missing. Does nothing when that directory is removed
    /// meanwhile: then the file cannot be opened.</summary>
    /// <exception cref="FileOperationException">The directory or the file could not be created.</exception>
    protected void CreateWithDirectory(string path, Action createFile)
    {
        CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            createFile();
        }
        catch (FileOperationException exception) when (IsMadeOrGone(exception.ErrorNumber))
        {
        }
    }

    private void MakeDirectories(string path)
    {
        if (Directory.Exists(path))
            return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
            MakeDirectories(parent);
        MakeDirectory(path);
    }

    private static PlatformFiles Make(CreationModes modes) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsFiles(modes) : new UnixFiles(modes);

    private static string[] List(string directory, string prefix, Func<string, IEnumerable<string>> enumerate)
    {
        string[] found = [];
        Attempt("list", directory, () =>
        {
            // A large directory is read in several steps. A file that gets a second name between two of them and then
            // loses the first one, as a day does that is compressed, would be seen under neither.
            DateTime before;
            int attempt = 0;
            do
            {
                before = Directory.GetLastWriteTimeUtc(directory);
                found = [.. enumerate(directory).Where(path => IsNamed(path, prefix))];
            }
            while (Directory.GetLastWriteTimeUtc(directory) != before && ++attempt < Attempts);
        });
        return found;
    }

    // Not by a search pattern: the name of a log may contain wildcards, and systems differ in what a pattern means.
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

/// <summary>The permission bits of files and directories that are created. The system gets them in the call that
/// creates the name, so that it never has others. The system removes the bits of the process's umask.</summary>
/// <param name="File">The bits of a log, a lock, an archive and a fallback.</param>
/// <param name="Directory">The bits of a directory and of the parents created with it.</param>
internal readonly record struct CreationModes(int File, int Directory)
{
    private const int RightsOfOthers = 0x7;
    private const int WriteRights = 0x92;

    /// <summary>0640 and 0750: the owner writes, the group reads.</summary>
    public static CreationModes Default { get; } = new(0x1A0, 0x1E8);

    /// <summary>The bits of a lock file: the right to read, which is enough to lock, only goes with the right to write.
    /// So users who may not write the log cannot lock it either.</summary>
    public int Lock => ForWriters(File);

    /// <summary>The bits that leave only owner, group or others that may write, with the right to read added.</summary>
    public static int ForWriters(int mode) => (mode & WriteRights) | ((mode & WriteRights) << 1);

    /// <summary>Whether a mode gives a right to users who are neither the owner nor in the group.</summary>
    public static bool IsForOthers(int mode) => (mode & RightsOfOthers) != 0;
}

/// <summary>An operation on a log file, its lock or its archives failed. The message names path and cause.</summary>
internal sealed class FileOperationException(string message, Exception? innerException = null)
    : IOException(SecretMask.ToVisible(message), innerException)
{
    /// <summary>The error number of the operating system; 0 for any other cause.</summary>
    public int ErrorNumber { get; init; }
}

/// <summary>Makes exceptions of system calls that failed.</summary>
internal static class SystemError
{
    /// <summary>The exception for the last system call of this thread, which failed.</summary>
    /// <param name="verb">What was to be done with the path, to follow "Cannot".</param>
    /// <param name="path">The path.</param>
    public static FileOperationException Last(string verb, string path)
    {
        int number = Marshal.GetLastWin32Error();
        string cause = new Win32Exception(number).Message;
        string message = FormattableString.Invariant($"Cannot {verb} '{path}': {cause} (error {number}).");
        return new FileOperationException(message)
        {
            ErrorNumber = number,
        };
    }
}
