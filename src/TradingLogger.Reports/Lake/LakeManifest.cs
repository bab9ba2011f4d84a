using System.Text.Json;
using TradingLogging.Analytics.Reports;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Platform;
using Counts = System.Collections.Generic.Dictionary<string, long>;

namespace TradingLogging.Reports.Lake;

/// <summary>What a lake remembers of the files of one name: of which logs they are, how they are partitioned, and how
/// many events of each log a day has. So neither another log nor another partitioning, nor a log that has fewer events
/// of a day, replaces or doubles events without a word.</summary>
internal sealed class LakeManifest : IDisposable
{
    /// <summary>Where manifests are. Readers of lakes pass over folders that begin with an underscore.</summary>
    public const string Folder = "_tradinglogger";

    private const string Extension = ".json";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly TradeLake _lake;
    private readonly string _path;
    private readonly Contents _contents;

    private LakeManifest(TradeLake lake, string path, Contents contents) =>
        (_lake, _path, _contents) = (lake, path, contents);

    // On Windows one file may be written in several cases.
    private static StringComparer Paths =>
        Path.DirectorySeparatorChar == '\\' ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Opens the manifest of a lake, and makes sure that the files of its name are of one of these logs and
    /// that the lake is partitioned in this way.</summary>
    /// <param name="lake">The lake.</param>
    /// <param name="logs">The current files of the logs that are exported.</param>
    /// <exception cref="InvalidDataException">They are not, or a manifest is damaged.</exception>
    /// <exception cref="TradeLakeException">A manifest cannot be read or written.</exception>
    public static LakeManifest Open(TradeLake lake, IEnumerable<string> logs)
    {
        string folder = Path.Combine(lake.Directory, Folder);
        string path = Path.Combine(folder, LakePath.FileName(lake) + Extension);
        // Two names that begin a lake at once would each find it without folders of another kind.
        using var exclusive = InterProcessLock.Of(
            PlatformFiles.Current, Path.Combine(folder, "lake" + LakePath.Extension(lake)));
        LakeFile.Attempt(path, () => exclusive.Acquire(Patience));
        CheckFolders(lake, folder);
        Contents? former = ReadFile(path);
        string[] own = [.. logs.Distinct(Paths)];
        CheckLogs(lake, former, own);
        var manifest = new LakeManifest(lake, path, new Contents(
            [.. own.Union(former?.Logs ?? [], Paths).OrderBy(log => log, StringComparer.Ordinal)],
            lake.IsBySymbol,
            new SortedDictionary<string, Counts>(former?.Days ?? [], StringComparer.Ordinal)));
        manifest.Write();
        return manifest;
    }

    /// <summary>Makes sure that a day does not lose events.</summary>
    /// <exception cref="InvalidDataException">The lake has more of them.</exception>
    public void CheckDay(DayOfLog day)
    {
        if (_lake.IsForced || !_contents.Days.TryGetValue(LakePath.NameOf(day.Date), out Counts? former))
            return;
        foreach (KeyValuePair<string, long> of in former)
        {
            long count = day.Counts.FirstOrDefault(own => Paths.Equals(own.Key, of.Key)).Value;
            if (count >= of.Value)
                continue;
            throw new InvalidDataException(
                FormattableString.Invariant(
                    $"The lake has {of.Value} events of {LakePath.NameOf(day.Date)} and '{of.Key}', ")
                    + FormattableString.Invariant($"and {count} are read. ")
                    + "Where the log has lost the others, the lake keeps them: leave the day out. "
                    + "Where they are not wanted, force it.");
        }
    }

    /// <summary>Remembers that a day is about to be replaced, and has the events of before or of now.</summary>
    /// <exception cref="TradeLakeException">The manifest cannot be written.</exception>
    public void Expect(DayOfLog day)
    {
        Counts most = Of(day);
        if (_contents.Days.TryGetValue(LakePath.NameOf(day.Date), out Counts? former))
        {
            foreach (KeyValuePair<string, long> of in former)
                most[of.Key] = Math.Max(of.Value, most.TryGetValue(of.Key, out long count) ? count : 0);
        }

        Set(day, most);
    }

    /// <summary>Remembers how many events a day has.</summary>
    /// <exception cref="TradeLakeException">The manifest cannot be written.</exception>
    public void Note(DayOfLog day) => Set(day, Of(day));

    /// <summary>Removes a manifest of nothing: an export that failed at once decides on no partitioning.</summary>
    public void Dispose()
    {
        if (_contents.Days.Count == 0)
            File.Delete(_path);
    }

    private static void CheckFolders(TradeLake lake, string folder)
    {
        string[] others = LakeFile.Attempt(
            folder, () => Directory.GetFiles(folder, "*" + LakePath.Extension(lake) + Extension));
        foreach (string other in others)
        {
            if (ReadFile(other) is { } contents && contents.IsBySymbol != lake.IsBySymbol)
            {
                throw new InvalidDataException(
                    $"The lake '{lake.Directory}' is partitioned by "
                        + $"{(contents.IsBySymbol ? "day and symbol" : "day")}: of files in folders of two kinds a "
                        + "query would see one, or events twice. "
                        + "Partition in that way, or write another lake.");
            }
        }
    }

    private static void CheckLogs(TradeLake lake, Contents? former, string[] logs)
    {
        if (former is null || lake.IsForced || former.Logs.Intersect(logs, Paths).Any())
            return;
        throw new InvalidDataException(
            $"The files {LakePath.FileName(lake)} of '{lake.Directory}' are of '{string.Join("', '", former.Logs)}', "
                + $"and events of '{string.Join("', '", logs)}' would replace them. "
                + "Give another name, or force it where the log was moved.");
    }

    private static Counts Of(DayOfLog day) => day.Counts.ToDictionary(of => of.Key, of => of.Value);

    private void Set(DayOfLog day, Counts counts)
    {
        string name = LakePath.NameOf(day.Date);
        bool isKnown = _contents.Days.TryGetValue(name, out Counts? former)
            && former.Count == counts.Count
            && !former.Except(counts).Any();
        if (isKnown)
            return;
        _contents.Days[name] = counts;
        Write();
    }

    private void Write() => LakeFile.Attempt(_path, () =>
    {
        string draft = LakePath.DraftOf(_path);
        using (FileStream stream = File.Create(draft))
        {
            JsonSerializer.Serialize(stream, _contents, Indented);
            stream.Flush(flushToDisk: true);
        }

        PlatformFiles.Current.Replace(draft, _path);
    });

    private static Contents? ReadFile(string path)
    {
        string? text = LakeFile.Attempt(path, () => File.Exists(path) ? ReadText(path) : null);
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

    // Another host may replace its own meanwhile.
    private static string ReadText(string path)
    {
        using var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed record Contents(string[] Logs, bool IsBySymbol, SortedDictionary<string, Counts> Days);
}
