using System.Text.Json;
using TradingLogging.Analytics.Reports;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Reports.Lake;

/// <summary>What a lake remembers of the files of one name: of which logs they are, how they are partitioned, and how
/// many events each day has. So neither another log nor another partitioning, nor a log that has fewer events of a day,
/// replaces or doubles events without a word.</summary>
internal sealed class LakeManifest
{
    /// <summary>Where manifests are. Readers of lakes pass over folders that begin with an underscore.</summary>
    public const string Folder = "_tradinglogger";

    private const string Extension = ".json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly TradeLake _lake;
    private readonly string _path;
    private readonly string[] _logs;
    private readonly Contents? _former;
    private readonly Contents _contents;

    private LakeManifest(TradeLake lake, string path, string[] logs, Contents? former)
    {
        (_lake, _path, _logs, _former) = (lake, path, logs, former);
        _contents = new Contents(
            [.. logs.Union(former?.Logs ?? [], StringComparer.Ordinal).OrderBy(log => log, StringComparer.Ordinal)],
            lake.IsBySymbol,
            new SortedDictionary<string, long>(former?.Days ?? [], StringComparer.Ordinal));
    }

    // On Windows one file may be written in several cases.
    private static StringComparer Paths =>
        Path.DirectorySeparatorChar == '\\' ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Reads the manifest of a lake.</summary>
    /// <param name="lake">The lake.</param>
    /// <param name="logs">The current files of the logs that are exported.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="TradeLakeException">It cannot be read.</exception>
    public static LakeManifest Read(TradeLake lake, IEnumerable<string> logs)
    {
        string path = Path.Combine(lake.Directory, Folder, LakePath.FileName(lake) + Extension);
        return new LakeManifest(lake, path, [.. logs.Distinct(Paths)], ReadFile(path));
    }

    /// <summary>Makes sure that the files of the name are of this log, and that the lake is partitioned in this
    /// way.</summary>
    /// <exception cref="InvalidDataException">They are not.</exception>
    /// <exception cref="TradeLakeException">A manifest cannot be read.</exception>
    public void Check()
    {
        string pattern = "*" + LakePath.Extension(_lake) + Extension;
        foreach (string other in Directory.GetFiles(Path.GetDirectoryName(_path)!, pattern))
        {
            if (ReadFile(other) is { } contents && contents.IsBySymbol != _lake.IsBySymbol)
            {
                throw new InvalidDataException(
                    $"The lake '{_lake.Directory}' is partitioned by {(contents.IsBySymbol ? "day and symbol" : "day")}: "
                        + "of files in folders of two kinds a query would see one, or events twice. "
                        + "Partition in that way, or write another lake.");
            }
        }

        if (_former is not null && !_former.Logs.Intersect(_logs, Paths).Any() && !_lake.IsForced)
        {
            throw new InvalidDataException(
                $"The files {LakePath.FileName(_lake)} of '{_lake.Directory}' are of '{string.Join("', '", _former.Logs)}', "
                    + $"and events of '{string.Join("', '", _logs)}' would replace them. "
                    + "Give another name, or force it where the log was moved.");
        }
    }

    /// <summary>Makes sure that a day does not lose events.</summary>
    /// <exception cref="InvalidDataException">The lake has more of them.</exception>
    public void CheckDay(DayOfLog day)
    {
        if (_lake.IsForced || !_contents.Days.TryGetValue(LakePath.NameOf(day.Date), out long former) || former <= day.Count)
            return;
        throw new InvalidDataException(
            FormattableString.Invariant(
                $"The lake has {former} events of {LakePath.NameOf(day.Date)}, and the log has {day.Count}. ")
                + "Export without a first moment, where an event may stand far from its place in time. Where the log has "
                + "lost the others, the lake keeps them: leave the day out. Where they are not wanted, force it.");
    }

    /// <summary>Remembers that a day is about to have so many events.</summary>
    /// <exception cref="TradeLakeException">The manifest cannot be written.</exception>
    public void Expect(DateTime day, long count) =>
        Note(day, Math.Max(count, _contents.Days.TryGetValue(LakePath.NameOf(day), out long former) ? former : 0));

    /// <summary>Remembers how many events a day has.</summary>
    /// <exception cref="TradeLakeException">The manifest cannot be written.</exception>
    public void Note(DateTime day, long count)
    {
        _contents.Days[LakePath.NameOf(day)] = count;
        string draft = _path + ".tmp";
        LakeFile.Attempt(_path, () =>
        {
            using (FileStream stream = File.Create(draft))
            {
                JsonSerializer.Serialize(stream, _contents, Indented);
                stream.Flush(flushToDisk: true);
            }

            PlatformFiles.Current.Replace(draft, _path);
            return _path;
        });
    }

    private static Contents? ReadFile(string path)
    {
        string? text = LakeFile.Attempt(path, () => File.Exists(path) ? File.ReadAllText(path) : null);
        if (text is null)
            return null;
        try
        {
            if (JsonSerializer.Deserialize<Contents>(text) is { Logs.Length: > 0, Days: not null } contents)
                return contents;
        }
        catch (JsonException)
        {
            // It is as good as none.
        }

        throw new InvalidDataException(
            $"'{path}', which says what the lake has, is damaged. Remove it, and export all days again.");
    }

    private sealed record Contents(string[] Logs, bool IsBySymbol, SortedDictionary<string, long> Days);
}
