using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using TradingLogging.Text;

namespace TradingLogging.Storage.Chain;

/// <summary>Finds the end of the chain when the current file has no chained line: in a note that rotation leaves, in
/// the newest archive, or in its seal. An archive may be compressed or moved away.</summary>
/// <param name="path">The log file.</param>
/// <param name="files">The file system.</param>
/// <param name="warn">Receives a warning when the end of the chain cannot be found.</param>
internal sealed class ChainHead(string path, PlatformFiles files, Action<string> warn)
{
    private const int LargestNote = 4096;

    private readonly string _notePath =
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.head");

    private static ReadOnlySpan<byte> NoteSeq => "{\"seq\": "u8;

    private static ReadOnlySpan<byte> NoteHash => "\"hash\": \""u8;

    private static ReadOnlySpan<byte> SealSeq => "\"last_seq\": "u8;

    private static ReadOnlySpan<byte> SealHash => "\"head\": \""u8;

    /// <summary>Notes the end of the chain before the file is archived. A note that cannot be written is removed, so
    /// that none is ever out of date.</summary>
    public void Note(long seq, ReadOnlySpan<byte> hash)
    {
        string draft = _notePath + ".draft";
        try
        {
            files.Delete(draft);
            using (AppendHandle handle = files.OpenForAppend(draft))
            {
                string note = FormattableString.Invariant($"{{\"seq\": {seq}, \"hash\": \"{HexText.Of(hash)}\"}}\n");
                if (handle.Write(Encoding.ASCII.GetBytes(note)) < note.Length)
                    throw new FileOperationException($"Cannot write all of '{draft}'.");
            }

            files.Replace(draft, _notePath);
        }
        catch (FileOperationException)
        {
            files.TryDelete(draft);
            files.TryDelete(_notePath);
        }
    }

    /// <summary>Finds the end of the chain before the current file.</summary>
    /// <param name="warns">Whether to warn when an archive exists and its end cannot be read.</param>
    /// <returns>The number is 0 when no chained line was found.</returns>
    public ChainTail Find(bool warns)
    {
        ChainTail? noted = ReadStated(_notePath, NoteSeq, NoteHash);
        ChainTail? newest = null;
        ChainTail? linked = null;
        string? unread = null;
        foreach (string archive in ListArchives())
        {
            ChainTail? tail = ReadPlain(archive) ?? ReadStated(archive + ArchiveName.SealSuffix, SealSeq, SealHash);
            // A note is as good as what decompressing a whole file would tell.
            tail ??= noted ?? ReadCompressed(archive + ArchiveName.CompressedSuffix);
            if (tail is null)
                unread ??= archive;
            newest ??= tail;
            linked = tail?.Seq > 0 ? tail : null;
            if (linked is not null || (tail is not null && noted is not null))
                break;
        }

        if (noted is not null && !(linked?.Seq > noted.Seq))
            linked = noted;
        else if (warns && unread is not null)
            WarnOfUnread(unread, linked?.Seq ?? 0);
        // The next line follows the newest line there is, also when that has no number.
        bool isNewest = newest is null || newest.IsLastLinked;
        return linked is null || !isNewest
            ? new ChainTail(newest?.Hash, linked?.Seq ?? 0, IsLastLinked: false)
            : linked;
    }

    private void WarnOfUnread(string archive, long seq) => warn(FormattableString.Invariant(
        $"The end of the chain of '{path}' stands in '{archive}', which cannot be read. ")
        + FormattableString.Invariant($"The chain continues with number {seq + 1}. Test-TradeLog reports the break."));

    // The archives by the name that rotation gave them, the newest first; also those of which only the seal is left.
    private IEnumerable<string> ListArchives()
    {
        string prefix = Path.GetFileName(path) + ".";
        return
        [
            .. from file in files.List(Path.GetDirectoryName(path)!, prefix)
               let plain = ArchiveName.WithoutCompression(WithoutSeal(file))
               where Path.GetFileName(plain).Length > prefix.Length
               let name = ArchiveName.ParseDay(Path.GetFileName(plain)[prefix.Length..])
               where name is not null
               group plain by (name.Value.Day, name.Value.Number) into day
               orderby day.Key descending
               select day.First(),
        ];
    }

    private static string WithoutSeal(string file) => file.EndsWith(ArchiveName.SealSuffix, StringComparison.Ordinal)
        ? file[..^ArchiveName.SealSuffix.Length]
        : file;

    private static ChainTail? ReadPlain(string archive) =>
        Open(archive, static handle => ChainTail.Read(handle.Read, handle.GetLength()));

    // A seal and a note state the number of the last chained line and the hash of the last line.
    private static ChainTail? ReadStated(string file, ReadOnlySpan<byte> beforeSeq, ReadOnlySpan<byte> beforeHash)
    {
        byte[]? content = Open(file, static handle =>
        {
            byte[] bytes = new byte[Math.Min(handle.GetLength(), LargestNote)];
            return bytes.AsSpan(0, handle.Read(bytes, 0)).ToArray();
        });
        byte[] hash = new byte[ChainMembers.HashSize];
        return content is not null
            && TryReadSeq(content, beforeSeq, out long seq)
            && TryReadHash(content, beforeHash, hash)
            ? new ChainTail(hash, seq, IsLastLinked: true)
            : null;
    }

    private static bool TryReadSeq(ReadOnlySpan<byte> content, ReadOnlySpan<byte> before, out long seq)
    {
        seq = 0;
        int start = content.IndexOf(before);
        return start >= 0
            && System.Buffers.Text.Utf8Parser.TryParse(content[(start + before.Length)..], out seq, out _)
            && seq is > 0 and <= ChainMembers.HighestContinued;
    }

    private static bool TryReadHash(ReadOnlySpan<byte> content, ReadOnlySpan<byte> before, Span<byte> hash)
    {
        int start = content.IndexOf(before);
        if (start < 0)
            return false;
        ReadOnlySpan<byte> rest = content[(start + before.Length)..];
        return rest.Length >= 2 * hash.Length && HexText.TryRead(rest[..(2 * hash.Length)], hash);
    }

    // The content must be decompressed to its end, because its last line is wanted.
    private static ChainTail? ReadCompressed(string file)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            using FileStream compressed = new(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var stream = new GZipStream(compressed, CompressionMode.Decompress);
            return ReadToEnd(stream);
        }
        catch (Exception exception)
            when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ChainTail ReadToEnd(Stream stream)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[64 * 1024];
        byte[] end = [];
        var tail = new ChainTail(null, 0, IsLastLinked: false);
        int read;
        while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, read);
            for (int feed = rest.IndexOf((byte)'\n'); feed >= 0; feed = rest.IndexOf((byte)'\n'))
            {
                tail = EndLine(sha, end, rest[..feed], tail.Seq);
                end = [];
                rest = rest[(feed + 1)..];
            }

            sha.AppendData(rest);
            end = EndOf(end, rest);
        }

        return end.Length > 0 ? EndLine(sha, end, default, tail.Seq) : tail;
    }

    private static ChainTail EndLine(IncrementalHash sha, byte[] before, ReadOnlySpan<byte> rest, long lastSeq)
    {
        sha.AppendData(rest);
        byte[] hash = new byte[ChainMembers.HashSize];
        sha.GetHashAndReset(hash);
        Span<byte> previous = stackalloc byte[ChainMembers.HashSize];
        bool isLinked = ChainMembers.TryRead(EndOf(before, rest), out long seq, previous);
        return new ChainTail(hash, isLinked ? seq : lastSeq, isLinked);
    }

    // As much of the end of a line as its chain members may need.
    private static byte[] EndOf(byte[] before, ReadOnlySpan<byte> rest)
    {
        byte[] joined = [.. before, .. rest[Math.Max(0, rest.Length - ChainMembers.LongestLength)..]];
        return joined.AsSpan(Math.Max(0, joined.Length - ChainMembers.LongestLength)).ToArray();
    }

    // What stands there may be no ordinary file, or may not be read: then the next source is asked.
    private static T? Open<T>(string file, Func<ReadHandle, T> read)
        where T : class
    {
        try
        {
            using ReadHandle? handle = ReadHandle.TryOpen(file);
            return handle is null ? null : read(handle);
        }
        catch (FileOperationException)
        {
            return null;
        }
    }
}
