using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Forwarding.Checkpoints;

/// <summary>What a forwarder has sent, as it stands on the disk: two files, of which rotation reads the list of days
/// that were sent to their end.</summary>
/// <param name="files">The file system.</param>
/// <param name="paths">Where it stands.</param>
internal sealed class Checkpoint(PlatformFiles files, ForwarderFiles paths)
{
    private const string Form = "trading-logger-checkpoint 1";
    private const string UsedWord = "used ";

    // Days that are long gone stay in the list, so that one that is restored is not sent again.
    private const int MostSent = 10_000;

    private Dictionary<string, SentFile> _sent = [];
    private string _written = "";

    /// <summary>Up to where files were sent, by their names; of a file outside the log's directory the name is its
    /// path.</summary>
    public Dictionary<string, SentFile> Positions { get; private set; } = [];

    /// <summary>The numbers of <see cref="FallbackIds"/> that were used.</summary>
    public NumberSet Used { get; private set; } = new();

    /// <summary>Reads what stands on the disk. What is torn or damaged counts as not there, with a warning: then events
    /// are sent again.</summary>
    /// <exception cref="FileOperationException">A file cannot be read.</exception>
    public void Load(Action<string> warn)
    {
        _sent = [];
        foreach (SentFile file in ReadSent(warn))
            _sent[file.Name] = file;
        Positions = new Dictionary<string, SentFile>(_sent);
        IReadOnlyList<string>? lines = StateFile.Read(paths.Checkpoint, out bool exists);
        if (lines is null || lines.Count == 0 || lines[0] != Form)
        {
            if (exists)
            {
                warn($"'{paths.Checkpoint}' is damaged. The files that were being sent are sent again from their "
                    + "beginning.");
            }

            return;
        }

        foreach (string line in lines)
        {
            if (line.StartsWith(UsedWord, StringComparison.Ordinal))
            {
                Used = NumberSet.Parse(line[UsedWord.Length..]);
            }
            else if (line.StartsWith(ForwardHold.FileWord, StringComparison.Ordinal)
                && SentFile.Parse(line[ForwardHold.FileWord.Length..]) is { } file && !IsBehind(file))
            {
                Positions[file.Name] = file;
            }
        }
    }

    /// <summary>Whether the list of sent days on the disk says that a file was sent up to there.</summary>
    public bool IsListed(SentFile file) => _sent.TryGetValue(file.Name, out SentFile? sent) && sent == file;

    /// <summary>Writes it. Days that were sent to their end are written first: rotation may delete them from then
    /// on.</summary>
    /// <param name="positions">Up to where files were sent.</param>
    /// <param name="finished">The names of archives that were sent to their end.</param>
    /// <exception cref="FileOperationException">It is not on the disk. What stands there says less at
    /// most.</exception>
    public void Save(IReadOnlyDictionary<string, SentFile> positions, IReadOnlyCollection<string> finished)
    {
        SaveSent(positions, finished);
        List<string> lines = [Form];
        lines.AddRange(
            from file in positions.Values
            where !IsListed(file)
            orderby file.Name
            select ForwardHold.FileWord + file);
        if (!Used.IsEmpty)
            lines.Add(UsedWord + Used);
        string text = string.Join("\n", lines);
        if (text == _written)
            return;
        StateFile.Write(files, paths.Checkpoint, lines);
        _written = text;
    }

    /// <summary>Leaves an empty list of sent days, unless there is one: from then on rotation keeps what was not
    /// sent.</summary>
    /// <exception cref="FileOperationException">It could not be written.</exception>
    public void Announce()
    {
        if (files.GetStatus(paths.Sent) is null)
            StateFile.Write(files, paths.Sent, []);
    }

    private IEnumerable<SentFile> ReadSent(Action<string> warn)
    {
        IReadOnlyList<string>? lines = StateFile.Read(paths.Sent, out bool exists);
        if (lines is null && exists)
            warn($"'{paths.Sent}' is damaged. All days that are still there are sent again.");
        return (lines ?? []).Select(SentFile.Parse).OfType<SentFile>();
    }

    // A crash between the two files leaves the checkpoint older.
    private bool IsBehind(SentFile file) =>
        _sent.TryGetValue(file.Name, out SentFile? sent)
        && sent.FirstLine == file.FirstLine
        && sent.Offset >= file.Offset;

    private void SaveSent(IReadOnlyDictionary<string, SentFile> positions, IReadOnlyCollection<string> finished)
    {
        Dictionary<string, SentFile>? changed = null;
        foreach (string name in finished)
        {
            if (!positions.TryGetValue(name, out SentFile? file) || IsListed(file))
                continue;
            changed ??= new Dictionary<string, SentFile>(_sent);
            changed[name] = file;
        }

        if (changed is null)
            return;
        SentFile[] list = [.. changed.Values.OrderBy(file => file.Name, StringComparer.Ordinal)];
        list = [.. list.Skip(list.Length - MostSent)];
        StateFile.Write(files, paths.Sent, list.Select(file => file.ToString()));
        _sent = list.ToDictionary(file => file.Name);
    }
}
