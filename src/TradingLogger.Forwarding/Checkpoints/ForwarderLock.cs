using System.Globalization;
using System.Text;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Forwarding.Checkpoints;

/// <summary>The right to be the forwarder, or the watch of alerts, of a name. The system ends it with the process,
/// however that ends.</summary>
internal sealed class ForwarderLock : IDisposable
{
    private const int LongestNote = 256;
    private const int Attempts = 20;
    private const int MicrosecondsBetween = 5000;

    private readonly LockHandle _handle;

    private ForwarderLock(LockHandle handle) => _handle = handle;

    /// <summary>Takes the right at once.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The lock file; made, with its directory, if it is missing.</param>
    /// <param name="kind">What runs under the name, for messages.</param>
    /// <exception cref="FileOperationException">Another process or thread has it, the name differs from that of another
    /// one in case alone, or the file cannot be used.</exception>
    public static ForwarderLock Take(PlatformFiles files, string path, string kind = "forwarder")
    {
        RefuseOtherCase(files, path, kind);
        while (true)
        {
            LockHandle handle = files.OpenLock(path);
            if (!TryLock(files, handle))
            {
                string holder = ReadHolder(handle);
                handle.Dispose();
                throw new FileOperationException(
                    $"The {kind} '{Path.GetFileNameWithoutExtension(path)}' of "
                    + $"'{Path.GetDirectoryName(Path.GetDirectoryName(path))}' runs already{holder}. "
                    + "Two may run under different names.");
            }

            // Somebody may have deleted the file between opening and locking: then another one may hold a new file.
            if (files.GetStatus(path)?.Identity == handle.Identity)
            {
                handle.TryWriteNote(Note());
                return new ForwarderLock(handle);
            }

            handle.Dispose();
        }
    }

    /// <summary>Whether a forwarder has the right. Looking takes the lock for a moment.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The lock file.</param>
    /// <returns>Null when it cannot be found out: a user who may only read the log cannot try the lock.</returns>
    public static bool? IsTaken(PlatformFiles files, string path)
    {
        try
        {
            if (files.GetStatus(path) is null)
                return false;
            using LockHandle handle = files.OpenLock(path);
            return !handle.TryLock();
        }
        catch (FileOperationException)
        {
            return null;
        }
    }

    /// <summary>Gives it back.</summary>
    public void Dispose() => _handle.Dispose();

    // Cmdlets find names without regard to case, and so does the file system of Windows.
    private static void RefuseOtherCase(PlatformFiles files, string path, string kind)
    {
        string directory = Path.GetDirectoryName(path)!;
        if (files.GetStatus(directory) is null)
            return;
        string name = Path.GetFileName(path);
        string? other = files.List(directory, "")
            .Select(Path.GetFileName)
            .FirstOrDefault(file => file != name && string.Equals(file, name, StringComparison.OrdinalIgnoreCase));
        if (other is null)
            return;
        throw new FileOperationException(
            $"'{Path.GetDirectoryName(directory)}' has a {kind} '{Path.GetFileNameWithoutExtension(other)}' "
            + "already. Names that differ in case alone are not told apart: take that one, or another name.");
    }

    // Somebody who looks whether the forwarder runs has the lock for a moment.
    private static bool TryLock(PlatformFiles files, LockHandle handle)
    {
        for (int attempt = 1; !handle.TryLock(); attempt++)
        {
            if (attempt == Attempts)
                return false;
            files.Pause(MicrosecondsBetween);
        }

        return true;
    }

    private static byte[] Note()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        string note = $"process {process.Id.ToString(CultureInfo.InvariantCulture)} on {Environment.MachineName}\n";
        byte[] bytes = new byte[LongestNote];
        Encoding.UTF8.GetBytes(note, 0, Math.Min(note.Length, LongestNote / 4), bytes, 0);
        return bytes;
    }

    // Windows lets nobody read a locked file.
    private static string ReadHolder(LockHandle handle)
    {
        byte[] note = new byte[LongestNote];
        int length = handle.ReadNote(note);
        string text = Encoding.UTF8.GetString(note, 0, length).TrimEnd('\0', '\n');
        return text.Length == 0 ? "" : $", as {text}";
    }
}
