using System.IO.Compression;
using System.Text;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage;

/// <summary>Finds which lines a log has already, so that none is added twice after a process that was adding them
/// died.</summary>
internal static class LoggedLines
{
    private const int ChunkLength = 64 * 1024;

    /// <summary>Counts how often a log has lines.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="logPath">The log; its archives are searched too.</param>
    /// <param name="wanted">The keys of the lines.</param>
    /// <param name="startOf">Where in a file the search starts; null leaves the file out.</param>
    /// <param name="others">Files that are searched before the log.</param>
    /// <returns>The keys that were found, and how often.</returns>
    /// <exception cref="FileOperationException">A file cannot be read.</exception>
    public static Dictionary<string, int> Count(
        PlatformFiles files,
        string logPath,
        HashSet<string> wanted,
        Func<string, long?> startOf,
        IEnumerable<string>? others = null)
    {
        var found = new Dictionary<string, int>();
        foreach ((string path, bool isCompressed) in Candidates(files, logPath, others ?? []))
        {
            if (files.GetStatus(path) is not { IsRegular: true } || startOf(path) is not { } start)
                continue;
            try
            {
                IEnumerable<byte[]> lines = Read(path, start, isCompressed, isWhole: true);
                foreach (string key in lines.Select(KeyOf).Where(wanted.Contains))
                    found[key] = found.TryGetValue(key, out int count) ? count + 1 : 1;
            }
            catch (Exception exception) when (exception is InvalidDataException or UnauthorizedAccessException)
            {
                throw new FileOperationException($"Cannot read '{path}': {exception.Message}", exception);
            }
        }

        return found;
    }

    /// <summary>Whether a line is one of those that were found; each of them once.</summary>
    public static bool TakeFrom(Dictionary<string, int> found, byte[] line)
    {
        if (found.Count == 0)
            return false;
        string key = KeyOf(line);
        if (!found.TryGetValue(key, out int count) || count == 0)
            return false;
        found[key] = count - 1;
        return true;
    }

    /// <summary>What a line is compared by: a chained line has two more members than the line that was to be
    /// written.</summary>
    public static string KeyOf(byte[] line)
    {
        Span<byte> hash = stackalloc byte[ChainMembers.HashSize];
        int length = line.Length;
        if (ChainMembers.TryRead(line, out _, hash))
            length = line.AsSpan().LastIndexOf(", \"seq\": "u8);
        else if (length > 0 && line[length - 1] == '}')
            length--;
        return Encoding.UTF8.GetString(line, 0, length);
    }

    /// <summary>The archives of a log. Of one that is being compressed, only the plain file.</summary>
    /// <exception cref="FileOperationException">The directory cannot be listed.</exception>
    public static IReadOnlyList<(string Path, bool IsCompressed)> ArchivesOf(PlatformFiles files, string logPath)
    {
        (string Path, ArchiveName Name)[] all =
            [.. ArchiveName.ListDays(files, logPath), .. ArchiveName.ListNumbers(files, logPath)];
        HashSet<string> plain = [.. all.Where(file => !file.Name.IsCompressed).Select(file => file.Path)];
        return
        [
            .. all.Where(file => !file.Name.IsCompressed || !plain.Contains(ArchiveName.WithoutCompression(file.Path)))
                .Select(file => (file.Path, file.Name.IsCompressed)),
        ];
    }

    /// <summary>The lines of a file, without their line feeds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">Where to begin, in bytes.</param>
    /// <param name="isCompressed">Whether it is a file of <c>gzip</c>.</param>
    /// <param name="isWhole">Whether what is behind the last line feed is left out: the next writer may remove
    /// it.</param>
    /// <exception cref="FileOperationException">The file cannot be read.</exception>
    public static IEnumerable<byte[]> Read(
        string path, long start = 0, bool isCompressed = false, bool isWhole = false)
    {
        using ReadHandle? handle = ReadHandle.TryOpen(path);
        if (handle is null)
            yield break;
        using GZipStream? unzipped =
            isCompressed ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress) : null;
        using var line = new MemoryStream();
        byte[] chunk = new byte[ChunkLength];
        long offset = start;
        int read;
        while ((read = unzipped?.Read(chunk, 0, chunk.Length) ?? handle.Read(chunk, offset)) > 0)
        {
            offset += read;
            for (int from = 0; from < read;)
            {
                int feed = Array.IndexOf(chunk, (byte)'\n', from, read - from);
                int end = feed < 0 ? read : feed;
                line.Write(chunk, from, end - from);
                from = end + 1;
                if (feed < 0)
                    continue;
                yield return line.ToArray();
                line.SetLength(0);
            }
        }

        if (line.Length > 0 && !isWhole)
            yield return line.ToArray();
    }

    private static IEnumerable<(string Path, bool IsCompressed)> Candidates(
        PlatformFiles files, string logPath, IEnumerable<string> others) =>
        others.Select(path => (path, false)).Concat(ArchivesOf(files, logPath)).Append((logPath, false));
}
