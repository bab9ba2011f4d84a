using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage.Compression;

/// <summary>Compresses the archives of a log that are not compressed yet. Several processes may do so at the same time:
/// one of them works, the others leave it to that one.</summary>
/// <remarks>
/// An archive is compressed to a hidden file, which is synchronised with the disk, read back and compared, and then
/// gets its name. Only then does the plain file go. As long as both are there, all readers take the plain one. Names
/// change under the lock of the writers, which is held for a few system calls; nothing is compressed or compared under
/// it.
/// </remarks>
/// <param name="files">The file system.</param>
/// <param name="log">The log.</param>
/// <param name="warn">Receives warnings.</param>
internal sealed class ArchiveCompressor(PlatformFiles files, CompressedLog log, Action<string> warn)
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    private readonly string _draft = ArchiveName.OfDraft(log.Path);
    private readonly RotationSite _site = new(files, log.Path, warn);
    private readonly HashSet<FileIdentity> _left = [];

    /// <summary>Compresses what is there. What cannot be compressed stays as it is, with a warning; the next call tries
    /// again.</summary>
    /// <param name="mayGoOn">Asked now and then, with the number of bytes that an archive still has; answers no at the
    /// end of logging.</param>
    public void CompressAll(Func<long, bool> mayGoOn)
    {
        _left.Clear();
        try
        {
            // Whoever works looks again afterwards: an archive that was set aside meanwhile is not forgotten.
            while (FindWaiting().Count > 0)
            {
                using InterProcessLock? turn = TryTakeTurn();
                if (turn is null)
                    return;
                files.Delete(_draft);
                foreach (string archive in FindWaiting())
                    TryCompress(archive, mayGoOn);
            }
        }
        catch (FileOperationException exception)
        {
            _site.WarnOnce(exception.Message);
        }
    }

    private List<string> FindWaiting() =>
    [
        .. log.List(files)
            .Where(path => files.GetStatus(path) is { IsRegular: true, Length: > 0 } status
                && !_left.Contains(status.Identity)
                && log.IsReady(path)),
    ];

    // An archive that cannot be compressed, or changes again and again, keeps no other one waiting.
    private void TryCompress(string path, Func<long, bool> mayGoOn)
    {
        try
        {
            using ReadHandle? plain = ReadHandle.TryOpen(path);
            // One that rotation has renamed is found under its new name the next time.
            if (plain is null || PlainArchive.TryFind(files, log, plain, path) is not { } archive
                || !_left.Add(plain.Identity))
            {
                return;
            }

            using ReadHandle? present = ReadHandle.TryOpen(path + ArchiveName.CompressedSuffix);
            if (present is null)
                CompressNew(archive, mayGoOn);
            else
                EndFormer(archive, present, mayGoOn);
        }
        catch (OperationCanceledException)
        {
            files.TryDelete(_draft);
        }
        catch (IOException exception)
        {
            files.TryDelete(_draft);
            _site.WarnOnce($"{exception.Message} '{path}' was not compressed and stays as it is.");
        }
    }

    private void CompressNew(PlainArchive archive, Func<long, bool> mayGoOn)
    {
        archive.WriteTo(_draft, mayGoOn);
        using ReadHandle? written = ReadHandle.TryOpen(_draft);
        if (written is null || !archive.IsIn(written, mayGoOn))
            throw new FileOperationException($"'{_draft}' does not read back as it was written.");
        if (!log.MayReplace(archive.Path, _draft) || !TryChangeNames(() => archive.TryGiveName(_draft)))
        {
            files.Delete(_draft);
            return;
        }

        RemovePlain(archive, written);
    }

    // A process was killed before it could delete the plain file; or somebody else compresses the file or has done so.
    // What is not the whole content is nobody's business here.
    private void EndFormer(PlainArchive archive, ReadHandle present, Func<long, bool> mayGoOn)
    {
        string path = archive.Path + ArchiveName.CompressedSuffix;
        if (!archive.IsIn(present, mayGoOn))
        {
            _site.WarnOnce(
                $"'{archive.Path}' and '{path}' are both there, and the second one has not the content of the "
                + "first one. The first one is read, and both are kept.");
        }
        else if (log.MayReplace(archive.Path, path))
        {
            using (AppendHandle handle = files.OpenForAppend(path))
                handle.Sync();
            RemovePlain(archive, present);
        }
    }

    private void RemovePlain(PlainArchive archive, ReadHandle compressed)
    {
        files.SyncDirectory(Path.GetDirectoryName(log.Path)!);
        TryChangeNames(() => archive.TryDelete(compressed.Identity));
    }

    private bool TryChangeNames(Func<bool> change)
    {
        using InterProcessLock writers = InterProcessLock.Of(files, log.Path);
        writers.Acquire(LockTimeout);
        return change();
    }

    private InterProcessLock? TryTakeTurn()
    {
        string prefix = Path.Combine(
            Path.GetDirectoryName(log.Path)!, $".{Path.GetFileName(log.Path)}{ArchiveName.CompressedSuffix}");
        var turn = new InterProcessLock(files, prefix + ".lock", prefix + ".queue");
        try
        {
            turn.Acquire(TimeSpan.Zero);
            return turn;
        }
        catch (FileOperationException exception)
        {
            turn.Dispose();
            if (exception.ErrorNumber != 0)
                throw;
            return null;
        }
    }
}
