using System.Globalization;
using System.Text;
using TradingLogging.Decryption;
using TradingLogging.Encryption;
using TradingLogging.Formatting;
using TradingLogging.Reading;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Integrity;

/// <summary>Encrypted values of a file whose key line does not stand beside the log as it was written. The id of a key
/// is the hash of its line, so this is found without any private key.</summary>
/// <param name="KeyId">The id of the key.</param>
/// <param name="Values">How many values of the file are encrypted by it.</param>
/// <param name="FirstValue">The line of the first one.</param>
/// <param name="Copy">The file in which the line stands elsewhere, unchanged; null when it was not found: then nobody
/// can open these values any more.</param>
/// <param name="Reason">What was found in its place.</param>
public sealed record TradeKeyProblem(string KeyId, long Values, LogLocation FirstValue, string? Copy, string Reason)
{
    /// <summary>Describes the problem in one line.</summary>
    /// <returns>For example <c>/logs/trades.log: 12 encrypted values from line 3 on cannot be opened: …</c>.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"{FirstValue.File}: {Values} encrypted values from line {FirstValue.Line} on ")
        + (Copy is null
            ? $"cannot be opened any more: {Reason}"
            : $"need the copy of their key line in '{Copy}': {Reason} Add the line to the key file beside the log.");
}

/// <summary>Finds out whether the key lines of encrypted values are there.</summary>
/// <param name="logPath">The full path of the log's current file.</param>
/// <param name="copies">Files and directories that may have copies of key lines.</param>
internal sealed class KeyLineCheck(string logPath, IEnumerable<string> copies)
{
    private readonly KeyLineIndex _beside = IndexOf([Path.GetDirectoryName(logPath)!]);
    private readonly KeyLineIndex _copies = IndexOf(copies);
    private readonly EncryptedMembers _members = new();

    /// <summary>Notes the keys of the values of a line.</summary>
    /// <param name="json">A JSON object that has been found valid.</param>
    /// <param name="location">Where it stands.</param>
    /// <param name="found">The keys of the file.</param>
    public void Note(ReadOnlySpan<byte> json, LogLocation location, Dictionary<string, UsedKey> found)
    {
        if (!EncryptedMembers.MayBeIn(json))
            return;
        foreach (EncryptedMember member in _members.Find(json))
        {
            ReadOnlySpan<byte> text = json[(member.Start + 1)..(member.End - 1)];
            if (!EncryptedValue.TryParse(text, out ReadOnlySpan<byte> keyId, out _))
                continue;
            string id = Encoding.ASCII.GetString(keyId);
            if (!found.TryGetValue(id, out UsedKey? used))
                found.Add(id, used = new UsedKey(location, TradeLineFormat.ReadDay(json, isUtc: false)));
            used.Values++;
        }
    }

    /// <summary>What is wrong with the lines of some keys.</summary>
    /// <param name="used">The keys of a file.</param>
    public IReadOnlyList<TradeKeyProblem> ProblemsOf(IReadOnlyDictionary<string, UsedKey> used)
    {
        List<TradeKeyProblem> problems = [];
        foreach (KeyValuePair<string, UsedKey> key in used)
        {
            string? reason = _beside.TryFind(key.Key, out KeyLinePlace place)
                ? FaultOf(place)
                : ReasonOfMissing(key.Value.Day, used);
            if (reason is null)
                continue;
            string? copy = _copies.TryFind(key.Key, out KeyLinePlace other) && FaultOf(other) is null
                ? other.File
                : null;
            problems.Add(new TradeKeyProblem(key.Key, key.Value.Values, key.Value.First, copy, reason));
        }

        return problems;
    }

    private static KeyLineIndex IndexOf(IEnumerable<string> places)
    {
        var index = new KeyLineIndex();
        foreach (string place in places)
            index.Add(Path.GetFullPath(place));
        return index;
    }

    // A line with the right hash that is none was made together with the value.
    private static string? FaultOf(KeyLinePlace place)
    {
        if (KeyLineIndex.Read(place) is not { } line)
            return $"The key file '{place.File}' cannot be read.";
        return KeyLine.TryParse(line, out string? fault) is null
            ? FormattableString.Invariant($"Line {place.Line} of '{place.File}' is no key line: {fault}.")
            : null;
    }

    private string ReasonOfMissing(DateTime? day, IReadOnlyDictionary<string, UsedKey> used)
    {
        string name = Path.GetFileName(day is { } known ? ArchiveName.OfKeys(logPath, known) : logPath);
        string file = Path.Combine(Path.GetDirectoryName(logPath)!, name);
        string problems = string.Concat(_beside.Problems.Take(3).Select(problem => " " + problem));
        if (!_beside.Files.Contains(file))
            return $"The key file '{name}' is not there.{problems}";
        KeyLinePlace[] suspects =
        [
            .. _beside.Damaged.Where(place => place.File == file),
            .. _beside.Lines.Where(line => line.Value.File == file && !used.ContainsKey(line.Key))
                .Select(line => line.Value),
        ];
        return suspects.Length == 0
            ? $"No line of the key files beside the log is theirs: it was removed.{problems}"
            : $"No line of the key files beside the log is theirs. In '{name}' no value names line "
                + string.Join(", ", suspects.Select(place => place.Line).OrderBy(line => line).Take(5)
                    .Select(line => line.ToString(CultureInfo.InvariantCulture)))
                + $": it was changed or cut, or another one was removed.{problems}";
    }
}

/// <summary>A key that values of a file name.</summary>
/// <param name="First">The line of the first value.</param>
/// <param name="Day">The day of that line; null when it does not begin as a writer begins one.</param>
internal sealed record UsedKey(LogLocation First, DateTime? Day)
{
    /// <summary>How many values name it.</summary>
    public long Values { get; set; }
}
