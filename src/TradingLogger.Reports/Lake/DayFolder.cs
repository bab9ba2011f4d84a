using System.Text;
using TradingLogging.Analytics.Reports;
using TradingLogging.Reading;
using TradingLogging.Reports.Tables;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reports.Lake;

/// <summary>The folder of a day in a lake, and the files that a log has there: one, or one for each symbol. The events
/// are gone through twice: first to learn what the files will hold, then to write them.</summary>
/// <param name="lake">The lake.</param>
/// <param name="day">The day.</param>
internal sealed class DayFolder(TradeLake lake, DateTime day) : IDisposable
{
    // Each has a file that is open until the day has been written.
    private const int MostSymbols = 500;

    private const int FewestRows = 1_000;
    private const int MostRows = 500_000;

    private readonly string _folder = Path.Combine(lake.Directory, LakePath.OfDay(day));
    private readonly Dictionary<string, LakeFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many events it has learned of.</summary>
    public long Count { get; private set; }

    /// <summary>Learns of an event.</summary>
    /// <exception cref="InvalidDataException">The day has too many symbols or members, or two symbols that differ by
    /// case only.</exception>
    public void Learn(TradeEvent tradeEvent)
    {
        string symbol = SymbolOf(tradeEvent);
        if (!_files.TryGetValue(symbol, out LakeFile? file))
            _files[symbol] = file = Add(symbol);
        file.Learn(tradeEvent);
        Count++;
    }

    /// <summary>Writes the events beside the places of the files.</summary>
    /// <returns>False when they are not those that were learned.</returns>
    /// <exception cref="TradeLakeException">A file cannot be written.</exception>
    public bool TryWrite(IEnumerable<TradeEvent> events)
    {
        // Each open file holds a group of rows in memory.
        int rows = Math.Max(FewestRows, MostRows / Math.Max(1, _files.Count));
        foreach (TradeEvent tradeEvent in events)
        {
            if (!_files.TryGetValue(SymbolOf(tradeEvent), out LakeFile? file) || !file.TryAdd(tradeEvent, rows))
                return false;
        }

        return _files.Values.All(file => file.IsWhole);
    }

    /// <summary>Ends the files, and waits until the disk has them.</summary>
    /// <exception cref="TradeLakeException">A file cannot be written.</exception>
    public void Finish()
    {
        foreach (LakeFile file in _files.Values)
            file.Finish();
    }

    /// <summary>Gives the files their names: from now on readers find them.</summary>
    /// <returns>Their paths.</returns>
    /// <exception cref="TradeLakeException">A file cannot be written.</exception>
    public IReadOnlyList<string> Publish()
    {
        foreach (LakeFile file in _files.Values)
            file.Publish();
        string[] paths = [.. _files.Values.Select(file => file.Path)];
        if (lake.IsBySymbol)
            RemoveOthers(paths);
        return paths;
    }

    /// <summary>Removes what was not completed.</summary>
    public void Dispose()
    {
        foreach (LakeFile file in _files.Values)
            file.Dispose();
    }

    private string SymbolOf(TradeEvent tradeEvent) => lake.IsBySymbol ? tradeEvent.Symbol ?? "" : "";

    // Of symbols that the day had before, and has no more: drafts that a killed export left, and files.
    private void RemoveOthers(string[] paths) => LakeFile.Attempt(_folder, () =>
    {
        foreach (string folder in Directory.GetDirectories(_folder))
        {
            string path = Path.Combine(folder, LakePath.FileName(lake));
            // A system that knows no case has the folder of an older name.
            if (paths.Contains(path, StringComparer.OrdinalIgnoreCase))
                continue;
            File.Delete(LakePath.DraftOf(path));
            File.Delete(path);
        }
    });

    private LakeFile Add(string symbol)
    {
        if (!lake.IsBySymbol)
            return new LakeFile(lake, _folder);
        string name = LakePath.OfSymbol(symbol);
        if (Encoding.UTF8.GetByteCount(name) > LakePath.LongestFolder)
            throw NotBySymbol($"A symbol of {LakePath.NameOf(day)} is too long for the name of a folder.");
        if (!_folders.Add(name))
        {
            throw NotBySymbol(
                $"The symbol {symbol} differs from another one of {LakePath.NameOf(day)} by case only, and not every "
                    + "system has folders for both.");
        }

        if (_folders.Count > MostSymbols)
        {
            throw NotBySymbol(
                $"{LakePath.NameOf(day)} has more than {MostSymbols} symbols, too many for a folder each.");
        }

        return new LakeFile(lake, Path.Combine(_folder, name));
    }

    private static InvalidDataException NotBySymbol(string reason) => new(reason + " Partition by day alone.");
}

/// <summary>A file of a lake. It is written under another name, which readers pass over, and replaces the one of the
/// last export as a whole.</summary>
/// <param name="lake">The lake.</param>
/// <param name="folder">The folder.</param>
internal sealed class LakeFile(TradeLake lake, string folder) : IDisposable
{
    private readonly EventTable? _table =
        lake.Format == TradeLakeFormat.Parquet ? new EventTable(nameof(TradeLakeFormat.Ndjson)) : null;

    private FileStream? _stream;
    private IEventFile? _events;
    private bool _isDraft;
    private long _learned;
    private long _added;

    /// <summary>Does something to a lake.</summary>
    /// <exception cref="TradeLakeException">The system does not let it.</exception>
    public static T Attempt<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TradeLakeException(path, exception);
        }
    }

    /// <inheritdoc cref="Attempt{T}"/>
    public static void Attempt(string path, Action action) => Attempt(path, () =>
    {
        action();
        return true;
    });

    /// <summary>Its path.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, LakePath.FileName(lake));

    /// <summary>Whether all that was learned has been added.</summary>
    public bool IsWhole => _added == _learned;

    /// <summary>Learns of an event.</summary>
    public void Learn(TradeEvent tradeEvent)
    {
        _table?.Learn(tradeEvent);
        _learned++;
    }

    /// <summary>Adds an event.</summary>
    /// <param name="tradeEvent">The event.</param>
    /// <param name="rows">How many rows a file holds in memory at most.</param>
    /// <returns>False when it is one more than was learned.</returns>
    public bool TryAdd(TradeEvent tradeEvent, int rows)
    {
        if (_added++ == _learned)
            return false;
        try
        {
            (_events ??= Open(rows)).Add(tradeEvent);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TradeLakeException(Path, exception);
        }

        return true;
    }

    /// <summary>Ends the file, and waits until the disk has it.</summary>
    public void Finish() => Attempt(Path, () =>
    {
        _events!.Complete();
        _stream!.Flush(flushToDisk: true);
        Close();
    });

    /// <summary>Puts it in the place of the one of the last export.</summary>
    public void Publish() => Attempt(Path, () =>
    {
        PlatformFiles.Current.Replace(LakePath.DraftOf(Path), Path);
        _isDraft = false;
    });

    /// <summary>Removes what was not completed.</summary>
    public void Dispose()
    {
        Close();
        if (_isDraft)
            File.Delete(LakePath.DraftOf(Path));
    }

    private IEventFile Open(int rows)
    {
        Directory.CreateDirectory(folder);
        _stream = new FileStream(LakePath.DraftOf(Path), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        _isDraft = true;
        return _table is null ? new NdjsonEvents(_stream) : ParquetEvents.Open(_table, _stream, rows);
    }

    private void Close()
    {
        _stream?.Dispose();
        (_events, _stream) = (null, null);
    }
}
