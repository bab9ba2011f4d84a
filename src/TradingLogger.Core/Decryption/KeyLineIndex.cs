using System.Diagnostics;
using TradingLogging.Encryption;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Decryption;

/// <summary>Where a key line stands.</summary>
/// <param name="File">The full path of its file.</param>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">Its length without the line feed, in bytes.</param>
internal readonly record struct KeyLinePlace(string File, long Line, long Offset, int Length);

/// <summary>Finds key lines by the ids of their keys, in files and in directories of such files. Files are read when a
/// line is asked for, and what has been added to them when a line is not found. Not thread-safe.</summary>
internal sealed class KeyLineIndex
{
    /// <summary>The longest line that is taken for a key line, in bytes: enough for 50 recipients.</summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>How much of a file is read, in bytes: enough for ten thousand processes a day.</summary>
    public const long LargestFile = 64L * 1024 * 1024;

    // A JWE with a tag, a nonce and one recipient is longer.
    private const int ShortestLine = 200;
    private const int MostDamaged = 100;
    private const byte LineFeed = (byte)'\n';

    // A log with values of a key that is lost is not to look for it once a value.
    private static readonly long TimeBetweenLooks = Stopwatch.Frequency / 4;

    private readonly SortedSet<string> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeyLinePlace> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lengths = new(StringComparer.Ordinal);
    private readonly HashSet<KeyLinePlace> _damaged = [];
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);
    private long _nextLook;

    /// <summary>Whether no place is known.</summary>
    public bool IsEmpty => _places.Count == 0;

    /// <summary>The files that were read, in the order of their names.</summary>
    public IEnumerable<string> Files => _lengths.Keys.OrderBy(path => path, StringComparer.Ordinal);

    /// <summary>What is wrong with files that were not read, or not as a whole, in sentences.</summary>
    public IEnumerable<string> Problems => _problems.Values;

    /// <summary>The lines that were found, by the ids of their keys.</summary>
    public IReadOnlyDictionary<string, KeyLinePlace> Lines => _lines;

    /// <summary>Lines that are surely no key lines: too short, too long, or without a brace at an end.</summary>
    public IReadOnlyCollection<KeyLinePlace> Damaged => _damaged;

    /// <summary>Adds a place.</summary>
    /// <param name="path">The full path of a file, or of a directory, which stands for the files in it that are named
    /// as key files.</param>
    public void Add(string path)
    {
        if (_places.Add(path))
            _nextLook = 0;
    }

    /// <summary>Finds a line.</summary>
    /// <param name="id">The id of its key.</param>
    /// <param name="place">Where it stands.</param>
    public bool TryFind(string id, out KeyLinePlace place)
    {
        if (_lines.TryGetValue(id, out place))
            return true;
        if (Stopwatch.GetTimestamp() < _nextLook)
            return false;
        Look();
        return _lines.TryGetValue(id, out place);
    }

    /// <summary>Reads what was added to the files.</summary>
    public void Look()
    {
        foreach (string place in _places)
            LookAt(place);
        _nextLook = Stopwatch.GetTimestamp() + TimeBetweenLooks;
    }

    /// <summary>Reads a line again.</summary>
    /// <returns>Null when the file cannot be read.</returns>
    public static byte[]? Read(KeyLinePlace place)
    {
        try
        {
            using ReadHandle? handle = ReadHandle.TryOpen(place.File);
            return handle?.ReadFully(place.Offset, place.Length);
        }
        catch (FileOperationException)
        {
            return null;
        }
    }

    private void LookAt(string place)
    {
        try
        {
            IEnumerable<string> files = Directory.Exists(place)
                ? PlatformFiles.ListEntries(place, prefix: "")
                    .Where(path => path.EndsWith(ArchiveName.KeysSuffix, StringComparison.Ordinal))
                    .OrderBy(path => path, StringComparer.Ordinal)
                : [place];
            foreach (string file in files)
                TryLookAtFile(file);
        }
        catch (FileOperationException exception)
        {
            _problems[place] = exception.Message;
        }
    }

    private void TryLookAtFile(string path)
    {
        try
        {
            LookAtFile(path);
        }
        catch (FileOperationException exception)
        {
            _problems[path] = exception.Message;
        }
    }

    private void LookAtFile(string path)
    {
        using ReadHandle? handle = ReadHandle.TryOpen(path);
        if (handle is null)
            return;
        long length = handle.GetLength();
        if (_lengths.TryGetValue(path, out long known) && known == length)
            return;
        _lengths[path] = length;
        _problems.Remove(path);
        if (length > LargestFile)
            _problems[path] = $"'{path}' has more than 64 MiB and was read to there: it is no ordinary key file.";
        byte[] bytes = handle.ReadFully(0, (int)Math.Min(length, LargestFile));
        int start = 0;
        for (long line = 1; start < bytes.Length; line++)
        {
            int feed = Array.IndexOf(bytes, LineFeed, start);
            int end = feed < 0 ? bytes.Length : feed;
            ReadOnlySpan<byte> text = bytes.AsSpan(start, end - start);
            Take(text, new KeyLinePlace(path, line, start, text.Length));
            start = end + 1;
        }
    }

    private void Take(ReadOnlySpan<byte> text, KeyLinePlace place)
    {
        if (text.Length is >= ShortestLine and <= LongestLine && text[0] == '{' && text[^1] == '}')
        {
            string id = KeyLine.IdOf(text);
            if (!_lines.ContainsKey(id))
                _lines[id] = place;
        }
        else if (_damaged.Count < MostDamaged)
        {
            _damaged.Add(place);
        }
    }
}
