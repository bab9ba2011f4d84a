using System.Globalization;
using System.IO.Compression;

namespace TradingLogging.Resilience.Tests.Logs;

/// <summary>Everything that a log and its archives hold, the oldest first.</summary>
internal sealed class LogContents
{
    private const string CompressedSuffix = ".gz";

    private readonly List<FoundEvent> _events = [];
    private readonly List<string> _foreignLines = [];
    private readonly List<DamagedLine> _damagedLines = [];

    private LogContents(IReadOnlyList<string> files) => Files = files;

    /// <summary>The names of the files, the oldest first, the current one last.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The whole events.</summary>
    public IReadOnlyList<FoundEvent> Events => _events;

    /// <summary>Lines that some other program wrote and that say so.</summary>
    public IReadOnlyList<string> ForeignLines => _foreignLines;

    /// <summary>Lines that are no whole event.</summary>
    public IReadOnlyList<DamagedLine> DamagedLines => _damagedLines;

    /// <summary>The numbers of a writer's events, in the order in which they stand in the log.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> NumbersByWriter => _events
        .GroupBy(found => found.Event.Writer, found => found.Event.Number)
        .ToDictionary(group => group.Key, IReadOnlyList<int> (group) => [.. group]);

    /// <summary>Reads a log; seals are none of its files.</summary>
    /// <param name="directory">The log directory.</param>
    /// <param name="name">The name of the current file.</param>
    /// <param name="textLength">The length of the events' text.</param>
    /// <param name="foreignMark">How lines of other programs begin.</param>
    public static LogContents Read(string directory, string name, int textLength, string foreignMark = "#")
    {
        IEnumerable<string> names = Directory.GetFiles(directory, name + "*").Select(path => Path.GetFileName(path));
        HashSet<string> all = [.. names.Where(file => !file.EndsWith(".seal", StringComparison.Ordinal))];
        // As readers do: of two files of one archive the plain one counts.
        string[] files = [.. all.Where(file => Plain(file) == file || !all.Contains(Plain(file))).Order(ByAge(name))];
        var contents = new LogContents(files);
        foreach (string file in files)
            contents.ReadFile(Path.Combine(directory, file), textLength, foreignMark);
        return contents;
    }

    // Numbered archives, the highest first; dated ones, the earliest first; the current file last.
    private static Comparer<string> ByAge(string name) => Comparer<string>.Create((left, right) =>
    {
        if (left == name || right == name)
            return (left == name).CompareTo(right == name);
        string leftSuffix = Plain(left)[(name.Length + 1)..];
        string rightSuffix = Plain(right)[(name.Length + 1)..];
        return int.TryParse(leftSuffix, NumberStyles.None, CultureInfo.InvariantCulture, out int leftNumber)
            && int.TryParse(rightSuffix, NumberStyles.None, CultureInfo.InvariantCulture, out int rightNumber)
            ? rightNumber.CompareTo(leftNumber)
            : string.CompareOrdinal(leftSuffix, rightSuffix);
    });

    private static string Plain(string file) =>
        file.EndsWith(CompressedSuffix, StringComparison.Ordinal) ? file[..^CompressedSuffix.Length] : file;

    private void ReadFile(string path, int textLength, string foreignMark)
    {
        string file = Path.GetFileName(path);
        using var reader = new StreamReader(
            Plain(path) == path
                ? File.OpenRead(path)
                : new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(foreignMark, StringComparison.Ordinal))
                _foreignLines.Add(line);
            else if (LogLine.ReadEvent(line, textLength) is { } found)
                _events.Add(new FoundEvent(found, file));
            else
                _damagedLines.Add(new DamagedLine(file, line));
        }
    }
}
