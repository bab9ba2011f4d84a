using System.Diagnostics.CodeAnalysis;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Compression;

/// <summary>Compresses archives on a thread of the pool, so that no writer waits. The end of a session or of the
/// process waits for it within limits. What a process does not finish is done after the next rotation or
/// initialisation.</summary>
internal sealed class BackgroundCompression : IDisposable
{
    // How fast a slow machine is, in bytes a second: an archive that would take longer than the end waits is left to a
    // process that lives longer.
    private const long SlowPace = 50_000_000;

    private readonly ArchiveCompressor[] _compressors;
    private readonly Action<string> _warn;
    private readonly EventHandler _ending;
    private readonly BackgroundWork _work;

    /// <param name="logs">The logs of a session.</param>
    /// <param name="files">The file system.</param>
    /// <param name="warn">Receives warnings.</param>
    public BackgroundCompression(IEnumerable<CompressedLog> logs, PlatformFiles files, Action<string> warn)
    {
        _compressors = [.. logs.Select(log => new ArchiveCompressor(files, log, warn))];
        _warn = warn;
        _work = new BackgroundWork(CompressAll);
        // A script that ends without closing the log gets there, too.
        _ending = (_, _) => Dispose();
        AppDomain.CurrentDomain.ProcessExit += _ending;
    }

    /// <summary>Requests that what is not compressed is compressed, and returns at once.</summary>
    public void Request() => _work.Request();

    /// <summary>Completes what was requested, for at most 5 seconds, except for archives that would take
    /// longer.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _ending;
        _ = _work.TryEnd();
    }

    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types",
        Justification = "No caller is there to hear of it, and a background thread must not end the process.")]
    private void CompressAll()
    {
        try
        {
            foreach (ArchiveCompressor compressor in _compressors)
                compressor.CompressAll(MayGoOn);
        }
        catch (Exception exception) when (exception is not ThreadInterruptedException)
        {
            _warn($"Archives were not compressed: {exception.Message} "
                + "The next rotation or initialisation tries again.");
        }
    }

    private bool MayGoOn(long bytesLeft) => _work.Left is not { } left || bytesLeft <= left.TotalSeconds * SlowPace;
}
