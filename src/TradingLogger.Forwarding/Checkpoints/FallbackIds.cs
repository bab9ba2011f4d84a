using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using TradingLogging.Storage.Platform;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Checkpoints;

/// <summary>The ids under which lines of fallback files were sent. When such a line comes to the log, it is sent again
/// under that id, also when the log is sent once more from its beginning. Not thread-safe.</summary>
/// <param name="files">The file system.</param>
/// <param name="path">Where they stand on the disk.</param>
/// <param name="used">The numbers of ids that were used since sending began; saved with the checkpoint.</param>
internal sealed class FallbackIds(PlatformFiles files, string path, NumberSet used)
{
    /// <summary>The most ids that wait for their lines, and the most that are kept when their lines have come: about
    /// 20 MB of memory each.</summary>
    public const int Most = 100_000;

    /// <summary>The most bytes of an id.</summary>
    public const int LongestId = 96;

    /// <summary>How many bytes of a hash tell a line.</summary>
    public const int HashBytes = 16;

    private const string KeptWord = "kept";
    private const int FewestMarked = 1000;

    private readonly Dictionary<Key, List<Entry>> _waiting = [];
    private readonly List<(Key Key, Entry Entry)> _used = [];
    private readonly List<(Key Key, Entry Entry)> _added = [];
    private readonly List<(Key Key, Entry Entry)> _taken = [];
    private long _next = 1;
    private long _length;
    private int _new;
    private int _unmarked;

    /// <summary>How many lines would get their ids: those that have not come, and those that come again.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there is no room for more. Lines that have come once may be long deleted: their ids keep no
    /// other one out.</summary>
    public bool IsFull => _new >= Most;

    /// <summary>Reads what stands on the disk. Lines behind the last line feed were not sent.</summary>
    /// <exception cref="FileOperationException">It cannot be read.</exception>
    public void Load(Action<string> warn)
    {
        _next = used.Highest + 1;
        using ReadHandle? handle = ReadHandle.TryOpen(path);
        if (handle is null)
            return;
        byte[] bytes = new byte[handle.GetLength()];
        string text = Encoding.ASCII.GetString(bytes, 0, handle.Read(bytes, 0));
        _length = text.LastIndexOf('\n') + 1;
        bool isDamaged = false;
        foreach (string line in text[..(int)_length].Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
            isDamaged |= !TryLoad(line);
        if (isDamaged)
        {
            warn($"'{path}' is damaged. Events that were sent from a fallback file may be sent again under another "
                + "id.");
        }
    }

    /// <summary>Notes the id of a line of a fallback, in memory.</summary>
    /// <param name="hash">The first 16 bytes of the line's SHA-256.</param>
    /// <param name="id">Its id.</param>
    public void Add(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> id)
    {
        var key = new Key(hash);
        if (_waiting.TryGetValue(key, out List<Entry>? known))
        {
            foreach (Entry entry in known)
            {
                if (id.SequenceEqual(entry.Id))
                    return;
            }
        }

        var added = new Entry(_next++, id.ToArray(), IsKept: false);
        Insert(key, added);
        _added.Add((key, added));
    }

    /// <summary>Finds the id of a line that came to the log, and uses it up.</summary>
    /// <param name="hash">The first 16 bytes of the SHA-256 that the line has without its number in the chain.</param>
    /// <returns>Null when the line was not sent from a fallback.</returns>
    public byte[]? TryTake(ReadOnlySpan<byte> hash)
    {
        var key = new Key(hash);
        if (!_waiting.TryGetValue(key, out List<Entry>? known))
            return null;
        Entry first = known[0];
        Remove(key, first);
        _taken.Add((key, first));
        return first.Id;
    }

    /// <summary>Writes what was added since the last call. When it returns, the disk has it.</summary>
    /// <exception cref="FileOperationException">It may not be on the disk.</exception>
    public void Flush()
    {
        if (_added.Count == 0)
            return;
        byte[] bytes = Encoding.ASCII.GetBytes(string.Concat(_added.Select(added => LineOf(added.Key, added.Entry))));
        using AppendHandle handle = files.OpenForAppend(path);
        if (handle.GetLength() > _length)
            handle.Truncate(_length);
        handle.WriteAll(bytes, path);
        handle.Sync();
        if (_length == 0)
            files.SyncDirectory(Path.GetDirectoryName(path)!);
        _length += bytes.Length;
        _added.Clear();
    }

    /// <summary>What was added and flushed, and what was taken, holds.</summary>
    public void Accept()
    {
        foreach ((Key key, Entry entry) in _taken)
            AddUsed(key, entry);
        _taken.Clear();
    }

    /// <summary>Takes back what was added without being flushed, and what was taken, since the last
    /// <see cref="Accept"/>.</summary>
    public void RollBack()
    {
        foreach ((Key key, Entry entry) in _added)
            Remove(key, entry);
        _added.Clear();
        for (int index = _taken.Count - 1; index >= 0; index--)
            Insert(_taken[index].Key, _taken[index].Entry, first: true);
        _taken.Clear();
    }

    /// <summary>Calls <see cref="MarkUsed"/> when enough are used for that. Called when the checkpoint has
    /// them.</summary>
    /// <exception cref="FileOperationException">The disk has what it had.</exception>
    public void Compact()
    {
        if (_unmarked >= Math.Max(FewestMarked, (Count + _used.Count) / 10))
            MarkUsed();
    }

    /// <summary>Notes on the disk, in the list itself, which ids were used once, and drops the oldest of these when
    /// they are too many.</summary>
    /// <exception cref="FileOperationException">The disk has what it had.</exception>
    public void MarkUsed()
    {
        if (_unmarked == 0)
            return;
        (Key Key, Entry Entry)[] kept =
        [
            .. _waiting.SelectMany(waiting => waiting.Value.Select(entry => (waiting.Key, entry)))
                .Concat(_used.Select(used => (used.Key, used.Entry with { IsKept = true })))
                .OrderBy(kept => kept.Item2.Number),
        ];
        int tooMany = kept.Count(entry => entry.Entry.IsKept) - Most;
        kept = [.. kept.Where(entry => !entry.Entry.IsKept || tooMany-- <= 0)];
        byte[] bytes = Encoding.ASCII.GetBytes(string.Concat(kept.Select(entry => LineOf(entry.Key, entry.Entry))));
        files.ReplaceContent(path, bytes, isSynced: true);
        _length = bytes.Length;
        Replace(kept);
    }

    private void Replace(IEnumerable<(Key Key, Entry Entry)> entries)
    {
        _waiting.Clear();
        _used.Clear();
        (Count, _new, _unmarked) = (0, 0, 0);
        foreach ((Key key, Entry entry) in entries)
            Place(key, entry);
    }

    private void Place(Key key, Entry entry)
    {
        if (used.Contains(entry.Number))
            AddUsed(key, entry);
        else
            Insert(key, entry);
    }

    private void AddUsed(Key key, Entry entry)
    {
        used.Add(entry.Number);
        _used.Add((key, entry));
        _unmarked += entry.IsKept ? 0 : 1;
    }

    private static string LineOf(Key key, Entry entry) => FormattableString.Invariant(
        $"{entry.Number} {key} {Encoding.ASCII.GetString(entry.Id)}{(entry.IsKept ? " " + KeptWord : "")}\n");

    private bool TryLoad(string line)
    {
        string[] words = line.Split(' ');
        byte[] hash = new byte[HashBytes];
        bool isKept = words.Length == 4 && words[3] == KeptWord;
        if ((words.Length != 3 && !isKept)
            || !long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || !HexText.TryRead(Encoding.ASCII.GetBytes(words[1]), hash)
            || words[2].Length is 0 or > LongestId)
        {
            return false;
        }

        _next = Math.Max(_next, number + 1);
        Place(new Key(hash), new Entry(number, Encoding.ASCII.GetBytes(words[2]), isKept));
        return true;
    }

    private void Insert(Key key, Entry entry, bool first = false)
    {
        if (!_waiting.TryGetValue(key, out List<Entry>? known))
            _waiting[key] = known = new List<Entry>(1);
        known.Insert(first ? 0 : known.Count, entry);
        Count++;
        _new += entry.IsKept ? 0 : 1;
    }

    private void Remove(Key key, Entry entry)
    {
        List<Entry> known = _waiting[key];
        known.Remove(entry);
        if (known.Count == 0)
            _waiting.Remove(key);
        Count--;
        _new -= entry.IsKept ? 0 : 1;
    }

    private readonly record struct Key(ulong High, ulong Low)
    {
        public Key(ReadOnlySpan<byte> hash)
            : this(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]))
        {
        }

        public override string ToString() => FormattableString.Invariant($"{High:x16}{Low:x16}");
    }

    private sealed record Entry(long Number, byte[] Id, bool IsKept);
}
