using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Rotation;

/// <summary>Keeps days that a forwarder has not sent to their end. Each forwarder of a log leaves a list of the days
/// that it has sent; what cannot be read there counts as not sent. Only the holder of the log's lock uses it.</summary>
internal sealed class ForwardHold
{
    /// <summary>The action of the event that tells a receiver of a day that was deleted unsent.</summary>
    public const string GapAction = "FORWARD_GAP";

    /// <summary>The end of the name of a list of days that were sent.</summary>
    public const string SentSuffix = ".sent";

    /// <summary>The end of the name of a checkpoint: up to where files were sent that were not sent to their
    /// end.</summary>
    public const string CheckpointSuffix = ".checkpoint";

    /// <summary>What begins a line of a checkpoint that tells of a file.</summary>
    public const string FileWord = "file ";

    /// <summary>The end of the name of a list of days that were deleted unsent.</summary>
    public const string GapsSuffix = ".gaps";

    private readonly RotationSite _site;
    private readonly int _days;
    private readonly Action<string> _warnOnce;
    private readonly IReadOnlyList<Forwarder> _forwarders;

    private ForwardHold(
        RotationSite site, int days, Action<string> warnOnce, IReadOnlyList<Forwarder> forwarders)
    {
        _site = site;
        _days = days;
        _warnOnce = warnOnce;
        _forwarders = forwarders;
    }

    /// <summary>Where the forwarders of a log keep their files.</summary>
    public static string DirectoryOf(string logPath) =>
        Path.Combine(Path.GetDirectoryName(logPath)!, $".{Path.GetFileName(logPath)}.forward");

    /// <summary>The hold of a log; null when it has no forwarders.</summary>
    /// <param name="site">The log.</param>
    /// <param name="days">For how many days an unsent day is kept (setting <c>forward_hold_days</c>).</param>
    /// <param name="warnOnce">Receives warnings that are the same at each rotation.</param>
    /// <exception cref="FileOperationException">It cannot be found out.</exception>
    public static ForwardHold? Find(RotationSite site, int days, Action<string> warnOnce)
    {
        string directory = DirectoryOf(site.Path);
        if (site.Files.GetStatus(directory) is null)
            return null;
        Forwarder[] forwarders =
        [
            .. from name in NamesIn(site.Files, directory)
               let forwarder = Path.Combine(directory, name)
               select new Forwarder(
                   forwarder, ReadSent(forwarder + SentSuffix, warnOnce), ReadCheckpoint(forwarder)),
        ];
        return forwarders.Length == 0 ? null : new ForwardHold(site, days, warnOnce, forwarders);
    }

    /// <summary>Whether an archive that retention would delete may be deleted. If it is deleted unsent, that is noted
    /// first and warned of.</summary>
    /// <param name="archive">The path of the archive without <c>.gz</c>.</param>
    /// <param name="age">How many days retention counts for it; null when that is not known.</param>
    public bool MayDelete(string archive, int? age)
    {
        try
        {
            Gap[] gaps = [.. FindGaps(archive)];
            if (gaps.Length == 0)
                return true;
            string names = string.Join(", ", gaps.Select(gap => $"'{Path.GetFileName(gap.Forwarder)}'"));
            if (age is null || age < _days)
            {
                _warnOnce(
                    $"Days of '{_site.Path}' are kept for longer than retention says, because forwarder {names} has "
                    + FormattableString.Invariant($"not sent them: for {_days} days (forward_hold_days)."));
                return false;
            }

            foreach (Gap gap in gaps)
                Note(gap, archive);
            _site.Warn(
                $"'{archive}' is deleted although forwarder {names} has not sent it: it is "
                + FormattableString.Invariant($"{_days} days old (forward_hold_days) or older."));
            return true;
        }
        catch (FileOperationException exception)
        {
            _warnOnce($"{exception.Message} '{archive}' is kept meanwhile.");
            return false;
        }
    }

    /// <summary>The line that tells of events that are gone.</summary>
    /// <param name="logPath">The log.</param>
    /// <param name="file">The name of the file that is gone.</param>
    /// <param name="firstLine">The SHA-256 of its first line, in hexadecimal digits.</param>
    /// <param name="bytes">How many of its bytes were not sent; null when that is not known.</param>
    /// <param name="reason">Why, in one sentence.</param>
    public static string GapLine(string logPath, string file, string firstLine, long? bytes, string reason)
    {
        string? day = ArchiveName.ParseDay(file[Math.Min(file.Length, Path.GetFileName(logPath).Length + 1)..])?.Day?
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string now = DateTimeOffset.UtcNow.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'",
            CultureInfo.InvariantCulture);
        return $"{{\"timestamp\": \"{now}\", \"action\": \"{GapAction}\", \"log\": {Quoted(logPath)}, "
            + $"\"file\": {Quoted(file)}, \"day\": {(day is null ? "null" : Quoted(day))}, \"first_line\": "
            + $"{Quoted(firstLine)}, \"bytes\": "
            + (bytes is { } count ? count.ToString(CultureInfo.InvariantCulture) : "null")
            + $", \"reason\": {Quoted(reason)}}}";
    }

    /// <summary>Adds a line to a list of gaps. When it returns, the disk has it.</summary>
    /// <exception cref="FileOperationException">The disk may not have it. A part of it that stands there is no
    /// line.</exception>
    public static void AppendGap(PlatformFiles files, string path, string line)
    {
        using AppendHandle handle = files.OpenForAppend(path);
        bool isNew = handle.GetLength() == 0;
        // A torn line gets its end, so that it spoils no other one. It is not removed: another process may append.
        handle.WriteAll(Encoding.UTF8.GetBytes((handle.EndsWithTornLine() ? "\n" : "") + line + "\n"), path);
        handle.Sync();
        if (isNew)
            files.SyncDirectory(Path.GetDirectoryName(path)!);
    }

    // A forwarder whose list was lost has sent nothing that is known.
    private static IEnumerable<string> NamesIn(PlatformFiles files, string directory) => files.List(directory, "")
        .Select(Path.GetFileName)
        .SelectMany(file => new[] { SentSuffix, CheckpointSuffix }
            .Where(suffix => file!.EndsWith(suffix, StringComparison.Ordinal))
            .Select(suffix => file![..^suffix.Length]))
        .Distinct();

    private static SentFile[]? ReadSent(string path, Action<string> warnOnce)
    {
        string cause = $"'{path}' is missing or damaged.";
        try
        {
            if (StateFile.Read(path, out _) is { } lines && lines.Select(SentFile.Parse).ToArray() is var sent
                && Array.TrueForAll(sent, file => file is not null))
            {
                return sent!;
            }
        }
        catch (FileOperationException exception)
        {
            cause = exception.Message;
        }

        warnOnce($"{cause} Until the forwarder has written it again, its days count as not sent.");
        return null;
    }

    // Only the size of a gap depends on it.
    private static SentFile[] ReadCheckpoint(string forwarder)
    {
        try
        {
            IReadOnlyList<string> lines = StateFile.Read(forwarder + CheckpointSuffix, out _) ?? [];
            return
            [
                .. lines.Where(line => line.StartsWith(FileWord, StringComparison.Ordinal))
                    .Select(line => SentFile.Parse(line[FileWord.Length..]))
                    .OfType<SentFile>(),
            ];
        }
        catch (FileOperationException)
        {
            return [];
        }
    }

    private IEnumerable<Gap> FindGaps(string archive)
    {
        using ArchiveContent? content = ArchiveContent.TryOpen(archive);
        if (content is null || content.IsEmpty)
            yield break;
        string first = content.HashFirstLine() ?? "";
        string name = Path.GetFileName(archive);
        foreach (Forwarder forwarder in _forwarders)
        {
            SentFile? sent = forwarder.Sent?.FirstOrDefault(file => file.Name == name && file.FirstLine == first);
            // Bytes behind what was sent that no line feed ends may be an event.
            if (sent is null || !content.EndsAt(sent.Offset))
            {
                SentFile? part = forwarder.Positions.FirstOrDefault(file => file.FirstLine == first) ?? sent;
                yield return new Gap(forwarder.Path, first, content.BytesBehind(part?.Offset ?? 0));
            }
        }
    }

    // The next rotation notes it again if the process dies before the archive is deleted.
    private void Note(Gap gap, string archive)
    {
        string line = GapLine(
            _site.Path,
            Path.GetFileName(archive),
            gap.FirstLine,
            gap.Bytes,
            "The day was deleted before it was sent to its end (forward_hold_days).");
        AppendGap(_site.Files, gap.Forwarder + GapsSuffix, line);
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private sealed record Forwarder(string Path, SentFile[]? Sent, SentFile[] Positions);

    private readonly record struct Gap(string Forwarder, string FirstLine, long? Bytes);
}
