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
        foreach (TradeEvent tradeEvent in events)
        {
            if (!_files.TryGetValue(SymbolOf(tradeEvent), out LakeFile? file) || !file.TryAdd(tradeEvent))
                return false;
        }

        return _files.Values.All(file => file.IsWhole);
    }

    /// <summary>Gives the files their names: from now on readers find them.</summary>
    /// <returns>Their paths.</returns>
    /// <exception cref="TradeLakeException">A file cannot be written.</exception>
    public IReadOnlyList<string> Complete()
    {
        foreach (LakeFile file in _files.Values)
            file.Finish();
        foreach (LakeFile file in _files.Values)
            file.Publish();
        string[] paths = [.. _files.Values.Select(file => file.Path)];
        if (lake is { IsForced: true, IsBySymbol: true })
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

    // Symbols that the day had when it was exported before, and has no more.
    private void RemoveOthers(string[] paths)
    {
        foreach (string folder in Directory.GetDirectories(_folder))
        {
            string path = Path.Combine(folder, LakePath.FileName(lake));
            if (!paths.Contains(path))
                File.Delete(path);
        }
    }

    private LakeFile Add(string symbol)
    {
        if (!lake.IsBySymbol)
            return new LakeFile(lake, _folder);
        string name = LakePath.OfSymbol(symbol);
        if (!_folders.Add(name))
        {
            throw new InvalidDataException(
                $"The symbol {symbol} differs from another one of {day:yyyy-MM-dd} by case only, and not every system "
                    + "has folders for both. Partition by day alone.");
        }

        if (_folders.Count > MostSymbols)
        {
            throw new InvalidDataException(
                $"{day:yyyy-MM-dd} has more than {MostSymbols} symbols, too many for a folder each. "
                    + "Partition by day alone.");
        }

        return new LakeFile(lake, Path.Combine(_folder, name));
    }
}

/// <summary>A file of a lake. It is written under another name, which readers pass over, and replaces the one of the
/// last export as a whole.</summary>
/// <param name="lake">The lake.</param>
/// <param name="folder">The folder.</param>
internal sealed class LakeFile(TradeLake lake, string folder) : IDisposable
{
    private readonly EventTable? _table = lake.Format == TradeLakeFormat.Parquet ? new EventTable() : null;
    private readonly string _draft = System.IO.Path.Combine(folder, $".{LakePath.FileName(lake)}.tmp");
    private FileStream? _stream;
    private IEventFile? _events;
    private bool _isDraft;
    private long _learned;
    private long _added;

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
    /// <returns>False when it is one more than was learned.</returns>
    public bool TryAdd(TradeEvent tradeEvent)
    {
        if (_added++ == _learned)
            return false;
        Attempt(() => (_events ??= Open()).Add(tradeEvent));
        return true;
    }

    /// <summary>Ends the file, and waits until the disk has it.</summary>
    public void Finish() => Attempt(() =>
    {
        _events!.Complete();
        _stream!.Flush(flushToDisk: true);
        Close();
    });

    /// <summary>Puts it in the place of the one of the last export.</summary>
    public void Publish() => Attempt(() =>
    {
        PlatformFiles.Current.Replace(_draft, Path);
        _isDraft = false;
    });

    /// <summary>Removes what was not completed.</summary>
    public void Dispose()
    {
        Close();
        if (_isDraft)
            File.Delete(_draft);
    }

    private void Attempt(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TradeLakeException(Path, exception);
        }
    }

    private IEventFile Open()
    {
        Directory.CreateDirectory(folder);
        // Two exports of one name would write one file.
        _stream = new FileStream(_draft, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        _isDraft = true;
        return _table is null ? new NdjsonEvents(_stream) : ParquetEvents.Open(_table, _stream);
    }

    private void Close()
    {
        _events?.Dispose();
        _stream?.Dispose();
        (_events, _stream) = (null, null);
    }
}
