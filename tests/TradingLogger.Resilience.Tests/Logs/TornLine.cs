using Microsoft.Win32.SafeHandles;

namespace TradingLogging.Resilience.Tests.Logs;

/// <summary>A line whose write is under way, or was cut by a kill: Linux does that at the border of a page. Nobody has
/// acknowledged a line that was cut, and the next writer removes what there is of it.</summary>
internal static class TornLine
{
    private const int Page = 4096;

    /// <summary>Whether a file ends with one.</summary>
    public static bool IsAtEndOf(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists || !MayBeAt(info.Length))
            return false;
        using SafeFileHandle file = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return IsAtEndOf(file);
    }

    /// <summary>Whether an open file ends with one.</summary>
    public static bool IsAtEndOf(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        Span<byte> last = stackalloc byte[1];
        return MayBeAt(length) && RandomAccess.Read(file, last, length - 1) == 1 && last[0] != '\n';
    }

    private static bool MayBeAt(long length) => length > 0 && length % Page == 0;
}
