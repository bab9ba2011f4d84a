using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage;

/// <summary>Lets the runtime compile what is done under the lock of a log before the lock is taken. Compiling takes
/// longer than appending, and on a busy machine many times as long: processes that start in the same second would wait
/// for each other's compiler.</summary>
internal static class Rehearsal
{
    /// <summary>Appends lines to a file in memory, as they will be appended to the log, and touches the log without
    /// changing it.</summary>
    /// <param name="log">Makes the log with other files.</param>
    /// <param name="path">The log.</param>
    /// <param name="request">The lines.</param>
    public static void Run(Func<PlatformFiles, AppendFile> log, string path, in AppendRequest request)
    {
        // One line is enough, and a batch may be large.
        ReadOnlySpan<byte> first = request.Lines[..(request.Lines.IndexOf((byte)'\n') + 1)];
        var files = new MemoryFiles();
        try
        {
            // The second writer finds the file of the first one and reads its end.
            for (int writer = 0; writer < 2; writer++)
            {
                using AppendFile rehearsed = log(files);
                rehearsed.Append(new AppendRequest(first, request.Day));
            }

            Touch(path);
        }
        catch (FileOperationException)
        {
            // The log itself fails next, and says so.
        }
    }

    private static void Touch(string path)
    {
        if (PlatformFiles.Current.GetStatus(path) is not { IsRegular: true })
            return;
        _ = PlatformFiles.Current.BootId;
        _ = PlatformFiles.Current.FindNetworkFileSystem(path);
        using AppendHandle handle = PlatformFiles.Current.OpenForAppend(path);
        _ = FileTail.Of(handle, handle.GetLength());
        _ = handle.Write([]);
    }
}
