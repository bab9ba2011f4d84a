using System.Globalization;
using System.Text.Json;
using TradingLogging.Analytics.Reports;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reports.Lake;

/// <summary>What a lake remembers of the files of one name: of which log they are, how they are partitioned, and how many
/// events each day has. So neither another log nor another partitioning, nor a log that has lost a part of a day,
/// replaces or doubles events without a word.</summary>
internal sealed class LakeManifest
{
    // Readers of lakes pass over folders that begin with an underscore.
    private const string Folder = "_tradinglogger";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string _path;
    private readonly Contents? _former;
    private readonly Contents _contents;

    private LakeManifest(string path, Contents? former, Contents contents) =>
        (_path, _former, _contents) = (path, former, contents);

    /// <summary>Reads the manifest of a lake.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LakeManifest Read(TradeLake lake)
    {
        string path = Path.Combine(lake.Directory, Folder, LakePath.FileName(lake) + ".json");
        Contents? former = ReadFile(path);
        return new LakeManifest(path, former, new Contents(
            lake.Source, lake.IsBySymbol, new SortedDictionary<string, long>(former?.Days ?? [], StringComparer.Ordinal)));
    }

    /// <summary>Makes sure that the files of the name are of this log and partitioned in this way.</summary>
    /// <exception cref="InvalidDataException">They are not.</exception>
    public void Check(TradeLake lake)
    {
        if (_former is null)
            return;
        if (_former.IsBySymbol != lake.IsBySymbol)
        {
            throw new InvalidDataException(
                $"The files {LakePath.FileName(lake)} of '{lake.Directory}' are partitioned by "
                    + $"{(_former.IsBySymbol ? "day and symbol" : "day")}, and would stand there twice. "
                    + "Partition in that way, or write another lake.");
        }

        if (_former.Source != lake.Source && !lake.IsForced)
        {
            throw new InvalidDataException(
                $"The files {LakePath.FileName(lake)} of '{lake.Directory}' are of '{_former.Source}', and events of "
                    + $"'{lake.Source}' would replace them. Give another name, or force it where the log was moved.");
        }
    }

    /// <summary>Makes sure that a day does not lose events.</summary>
    /// <exception cref="InvalidDataException">The lake has more of them.</exception>
    public void CheckDay(DayOfLog day, TradeLake lake)
    {
        if (lake.IsForced || !_contents.Days.TryGetValue(NameOf(day), out long former) || former <= day.Count)
            return;
        throw new InvalidDataException(
            FormattableString.Invariant($"The lake has {former} events of {NameOf(day)}, and the log has {day.Count}. ")
                + "Where the log has lost the others, the lake keeps them: leave the day out. "
                + "Where they are not wanted, force it.");
    }

    /// <summary>Remembers how many events a day has.</summary>
    public void Note(DayOfLog day) => _contents.Days[NameOf(day)] = day.Count;

    /// <summary>Writes the manifest.</summary>
    /// <exception cref="TradeLakeException">It cannot be written.</exception>
    public void Write()
    {
        string draft = _path + ".tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using (FileStream stream = File.Create(draft))
            {
                JsonSerializer.Serialize(stream, _contents, Indented);
                stream.Flush(flushToDisk: true);
            }

            PlatformFiles.Current.Replace(draft, _path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TradeLakeException(_path, exception);
        }
    }

    private static string NameOf(DayOfLog day) => day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Contents? ReadFile(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Contents>(File.ReadAllText(path))
                ?? throw new InvalidDataException($"'{path}' is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"'{path}', which says what the lake has, is damaged: {exception.Message} "
                    + "Remove it, and export all days again.",
                exception);
        }
    }

    private sealed record Contents(string Source, bool IsBySymbol, SortedDictionary<string, long> Days);
}
