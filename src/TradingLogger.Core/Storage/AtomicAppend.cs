using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage;

/// <summary>Appends all or nothing.</summary>
internal static class AtomicAppend
{
    /// <summary>Appends bytes; when the disk fills up in the middle, takes back what was already written.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="bytes">What to append.</param>
    /// <param name="lengthBefore">The size of the file before.</param>
    /// <exception cref="FileOperationException">Nothing of the bytes is in the file.</exception>
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
            TakeBack(handle, written, lengthBefore);
            throw;
        }
    }

    private static void TakeBack(AppendHandle handle, int written, long lengthBefore)
    {
        try
        {
            // Nobody who has our lock can have written behind us; one who writes without it would lose what he wrote.
            if (handle.GetLength() == lengthBefore + written)
                handle.Truncate(lengthBefore);
        }
        catch (FileOperationException)
        {
            // What counts is why the record did not fit. The next record ends the torn line that stays.
        }
    }
}
