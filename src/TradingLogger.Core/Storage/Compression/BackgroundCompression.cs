using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Storage.Compression;

/// <summary>Compresses archives on a thread of the pool, so that no writer waits. The end of a session or of the
/// process waits for it within limits. What a process does not finish is done after the next rotation or
/// initialisation.</summary>
internal sealed class BackgroundCompression : IDisposable
{
    // How long the end waits for an archive that is being compressed, and how fast a slow machine is, in bytes a
    // second: an archive that would take longer than that is left to a process that lives longer.
    private const long SlowPace = 50_000_000;
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly ArchiveCompressor[] _compressors;
    private readonly Action<string> _warn;
    private readonly EventHandler _ending;
    private readonly object _turn = new();
    private int _requests;
    private long _deadline = long.MaxValue;

    /// <param name="logs">The logs of a session.</param>
    /// <param name="files">The file system.</param>
    /// <param name="warn">Receives warnings.</param>
    public BackgroundCompression(IEnumerable<CompressedLog> logs, PlatformFiles files, Action<string> warn)
    {
        _compressors = [.. logs.Select(log => new ArchiveCompressor(files, log, warn))];
        _warn = warn;
        // A script that ends without closing the log gets there, too.
        _ending = (_, _) => Dispose();
        AppDomain.CurrentDomain.ProcessExit += _ending;
    }

    /// <summary>Requests that what is not compressed is compressed, and returns at once.</summary>
    public void Request()
    {
        if (Interlocked.Increment(ref _requests) != 1)
            return;
        try
        {
            ThreadPool.QueueUserWorkItem(_ => Run());
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            // No thread can be had. The end of the session compresses on its own thread.
        }
    }

    /// <summary>Completes what was requested, for at most 5 seconds, except for archives that would take
    /// longer.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _ending;
        long patience = (long)(EndPatience.TotalSeconds * Stopwatch.Frequency);
        Volatile.Write(ref _deadline, Stopwatch.GetTimestamp() + patience);
        if (!Monitor.TryEnter(_turn, EndPatience + Grace))
            return;
        try
        {
            RunInTurn();
        }
        finally
        {
            Monitor.Exit(_turn);
        }
    }

    private void Run()
    {
        lock (_turn)
            RunInTurn();
    }

    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types",
        Justification = "No caller is there to hear of it, and a background thread must not end the process.")]
    private void RunInTurn()
    {
        if (Interlocked.Exchange(ref _requests, 0) == 0)
            return;
        try
        {
            foreach (ArchiveCompressor compressor in _compressors)
                compressor.CompressAll(MayGoOn);
        }
        catch (ThreadInterruptedException)
        {
            // The end of logging begins again after an interrupt.
            Interlocked.Increment(ref _requests);
            throw;
        }
        catch (Exception exception)
        {
            _warn($"Archives were not compressed: {exception.Message} "
                + "The next rotation or initialisation tries again.");
        }
    }

    private bool MayGoOn(long bytesLeft)
    {
        long deadline = Volatile.Read(ref _deadline);
        if (deadline == long.MaxValue)
            return true;
        double left = (deadline - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency;
        return bytesLeft <= left * SlowPace;
    }
}
