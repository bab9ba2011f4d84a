using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using TradingLogging.Storage.Platform;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Checkpoints;

/// <summary>The ids under which lines of fallback files were sent. When such a line comes to the log, it is sent again
/// under that id. Not thread-safe.</summary>
/// <param name="files">The file system.</param>
/// <param name="path">Where they stand on the disk.</param>
/// <param name="used">The numbers of ids that were used; saved with the checkpoint.</param>
internal sealed class FallbackIds(PlatformFiles files, string path, NumberSet used)
{
    /// <summary>The most ids that wait for their lines: about 20 MB of memory.</summary>
    public const int Most = 100_000;

    /// <summary>The most bytes of an id.</summary>
    public const int LongestId = 96;

    /// <summary>How many bytes of a hash tell a line.</summary>
    public const int HashBytes = 16;

    private readonly Dictionary<Key, List<Entry>> _waiting = [];
    private readonly List<(Key Key, Entry Entry)> _added = [];
    private readonly List<(Key Key, Entry Entry)> _taken = [];
    private long _next = 1;
    private long _length;

    /// <summary>How many wait for their lines.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there is no room for more.</summary>
    public bool IsFull => Count >= Most;

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

        var added = new Entry(_next++, id.ToArray());
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
        foreach ((_, Entry entry) in _taken)
            used.Add(entry.Number);
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

    /// <summary>Removes used ids from the disk when all or most of them are used. Called when the checkpoint has
    /// them.</summary>
    /// <exception cref="FileOperationException">They are still there.</exception>
    public void Compact()
    {
        if (used.IsEmpty || _length == 0 || (Count > 0 && used.Count < Math.Max(Count, 1000)))
            return;
        if (Count == 0)
        {
            files.Delete(path);
            _length = 0;
        }
        else
        {
            Rewrite();
        }

        used.Clear();
    }

    private void Rewrite()
    {
        string text = string.Concat(
            from waiting in _waiting
            from entry in waiting.Value
            orderby entry.Number
            select LineOf(waiting.Key, entry));
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        files.ReplaceContent(path, bytes, isSynced: true);
        _length = bytes.Length;
    }

    private static string LineOf(Key key, Entry entry) => FormattableString.Invariant(
        $"{entry.Number} {key} {Encoding.ASCII.GetString(entry.Id)}\n");

    private bool TryLoad(string line)
    {
        string[] words = line.Split(' ');
        byte[] hash = new byte[HashBytes];
        if (words.Length != 3
            || !long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || !HexText.TryRead(Encoding.ASCII.GetBytes(words[1]), hash)
            || words[2].Length is 0 or > LongestId)
        {
            return false;
        }

        _next = Math.Max(_next, number + 1);
        if (!used.Contains(number))
            Insert(new Key(hash), new Entry(number, Encoding.ASCII.GetBytes(words[2])));
        return true;
    }

    private void Insert(Key key, Entry entry, bool first = false)
    {
        if (!_waiting.TryGetValue(key, out List<Entry>? known))
            _waiting[key] = known = new List<Entry>(1);
        known.Insert(first ? 0 : known.Count, entry);
        Count++;
    }

    private void Remove(Key key, Entry entry)
    {
        List<Entry> known = _waiting[key];
        known.Remove(entry);
        if (known.Count == 0)
            _waiting.Remove(key);
        Count--;
    }

    private readonly record struct Key(ulong High, ulong Low)
    {
        public Key(ReadOnlySpan<byte> hash)
            : this(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]))
        {
        }

        public override string ToString() => FormattableString.Invariant($"{High:x16}{Low:x16}");
    }

    private sealed record Entry(long Number, byte[] Id);
}
