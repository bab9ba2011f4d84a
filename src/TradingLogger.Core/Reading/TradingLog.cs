using TradingLogging.Reading.Parsing;
using TradingLogging.Reading.Sources;

namespace TradingLogging.Reading;

/// <summary>Reads <c>trading.log</c> and its backups back, or text logs by name. Writers are not hindered; a rotation meanwhile
/// neither hides nor doubles a record.</summary>
public sealed class TradingLog
{
    private readonly string? _directory;
    private readonly IReadOnlyList<string> _paths;

    private TradingLog(string? directory, IReadOnlyList<string> paths)
    {
        _directory = directory;
        _paths = paths;
    }

    /// <summary>The log of a directory: the backups from the oldest on, compressed with gzip or not, and then
    /// <c>trading.log</c>.</summary>
    /// <param name="directory">The log directory.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid.</exception>
    public static TradingLog InDirectory(string directory) => new(Path.GetFullPath(directory), []);

    /// <summary>The log that some files make together, read in the given order, but the backups of a log before it and from the oldest
    /// on.</summary>
    /// <param name="paths">The files; what ends with <c>.gz</c> is decompressed.</param>
    /// <exception cref="ArgumentException">A path is empty or not valid.</exception>
    public static TradingLog OfFiles(IEnumerable<string> paths) => new(null, LogFileOrder.OfTexts(paths));

    /// <summary>Reads records, one after the other, in the order of the files and lines.</summary>
    /// <param name="query">Which records are wanted; null for all.</param>
    /// <param name="options">Who hears of damage, failures and progress; null for nobody.</param>
    /// <returns>The records. Each enumeration reads anew.</returns>
    /// <exception cref="IOException">While enumerating: a file cannot be read and <see cref="LogReadOptions.Failed"/> is not
    /// set; or the directory does not exist.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: <see cref="LogReadOptions.Cancellation"/>.</exception>
    public IEnumerable<TradingLogEntry> Read(TradingLogQuery? query = null, LogReadOptions? options = null)
    {
        query ??= new TradingLogQuery();
        return ReadAll(options ?? new LogReadOptions()).Where(query.IsMetBy);
    }

    private IEnumerable<TradingLogEntry> ReadAll(LogReadOptions options)
    {
        using LogFileQueue files = OpenFiles();
        while (files.TryNext(options.Failed, out LogFile? file))
        {
            var assembler = new TradingLogAssembler(options.Damaged);
            using var lines = new LogFileLines(file, files, options);
            while (lines.TryRead(out ReadOnlySpan<byte> line))
            {
                if (lines.IsTooLong)
                    assembler.Skip(lines.Location, lines.Length, LogFileLines.TooLong);
                else if (assembler.Take(line, lines.Location) is { } ended)
                    yield return ended;
            }

            if (assembler.Complete() is { } last)
                yield return last;
        }
    }

    private LogFileQueue OpenFiles()
    {
        if (_directory is null)
            return LogFileQueue.Of(_paths);
        if (!Directory.Exists(_directory))
            throw new DirectoryNotFoundException($"The log directory '{_directory}' does not exist.");
        string path = Path.Combine(_directory, LoggingSession.TextLogName);
        return LogFileQueue.Of(path, new TextArchives(path));
    }
}
