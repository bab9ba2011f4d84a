using System.Runtime.CompilerServices;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage;

/// <summary>Appends all bytes or none.</summary>
internal static class AtomicAppend
{
    /// <summary>Appends bytes. If the disk is full in the middle of them, removes what was already written.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="bytes">What to append.</param>
    /// <param name="lengthBefore">The size of the file before.</param>
    /// <exception cref="FileOperationException">None of the bytes is in the file.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Append(AppendHandle handle, ReadOnlySpan<byte> bytes, long lengthBefore)
    {
        int written = handle.Write(bytes);
        if (written < bytes.Length)
            AppendRest(handle, bytes, written, lengthBefore);
    }

    private static void AppendRest(AppendHandle handle, ReadOnlySpan<byte> bytes, int written, long lengthBefore)
    {
        try
        {
            while (written < bytes.Length)
                written += handle.Write(bytes[written..]);
        }
        catch (FileOperationException)
        {
            Remove(handle, written, lengthBefore);
            throw;
        }
    }

    private static void Remove(AppendHandle handle, int written, long lengthBefore)
    {
        try
        {
            // A program that writes without this lock may have appended behind these bytes. What it wrote must stay.
            if (handle.GetLength() == lengthBefore + written)
                handle.Truncate(lengthBefore);
        }
        catch (FileOperationException)
        {
            // The error to report is why the record did not fit. The next record ends the torn line.
        }
    }
}
