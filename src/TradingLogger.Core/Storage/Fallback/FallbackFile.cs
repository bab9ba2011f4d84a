using System.Diagnostics;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage.Fallback;

/// <summary>Appends to a log file, and to another file while the log file fails. The other file has the name of the log
/// with <c>.fallback</c> appended, such as <c>trades.log.fallback</c>. Its records are added to the log, once and in
/// order, before the next record that the log takes.</summary>
internal sealed class FallbackFile : IDisposable
{
    // How often it is checked whether another process has left records.
    private static readonly long LookInterval = 10 * Stopwatch.Frequency;

    private readonly AppendFile _log;
    private readonly AppendFile _file;
    private readonly FallbackMerge _merge;
    private readonly PlatformFiles _files;
    private readonly Action<string> _warn;
    private long _taken;
    private long _nextLook;
    private volatile bool _isInUse;

    /// <param name="directory">Created by the first record.</param>
    /// <param name="log">The log file. The caller disposes of it.</param>
    /// <param name="options">How the fallback is written.</param>
    /// <param name="files">The file system; null for that of this machine.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid.</exception>
    public FallbackFile(string directory, AppendFile log, AppendFileOptions options, PlatformFiles? files = null)
    {
        _log = log;
        _warn = options.Warn;
        files ??= PlatformFiles.For(options.Modes);
        _file = new AppendFile(
            PathOf(directory, log.Path), new SizeRotation(maxBytes: 0, backupCount: 0), options, files);
        _merge = new FallbackMerge(_file.Path, log, options, files);
        _files = files;
        FallbackNote.Leave(files, log.Path, _file.Path);
    }

    /// <summary>How many records the fallback took.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>The path of the fallback of a log.</summary>
    /// <param name="directory">The setting <c>fallback_dir</c>.</param>
    /// <param name="logPath">The log file.</param>
    public static string PathOf(string directory, string logPath) =>
        Path.Combine(directory, Path.GetFileName(logPath) + FallbackNote.FallbackSuffix);

    /// <summary>Appends to the log, or to the fallback when the log fails.</summary>
    /// <exception cref="FileOperationException">Both failed. The message names both causes.</exception>
    public void Append(in AppendRequest request)
    {
        try
        {
            if (_isInUse || Stopwatch.GetTimestamp() >= Volatile.Read(ref _nextLook))
                Merge(request);
            _log.Append(request);
        }
        catch (FileOperationException exception)
        {
            Take(request, exception);
        }
    }

    /// <summary>The file, while it holds records that are not in the log; else null.</summary>
    public FileInfo? FindWaiting() => new FileInfo(_file.Path) is { Exists: true, Length: > 0 } file ? file : null;

    public void Dispose() => _file.Dispose();

    // With the fallback in use every record tries it, because the records that wait come before it. A thread that finds
    // another one merging does not wait for it.
    private void Merge(in AppendRequest request)
    {
        if (!Monitor.TryEnter(_merge))
            return;
        try
        {
            _merge.Run(request.Day);
            _isInUse = false;
            Volatile.Write(ref _nextLook, Stopwatch.GetTimestamp() + LookInterval);
        }
        catch (FileOperationException exception)
        {
            // The log is not tried with the record itself any more.
            _log.NoteFailure(exception, request.IsKept ? 0 : request.Records);
            throw;
        }
        finally
        {
            Monitor.Exit(_merge);
        }
    }

    private void Take(in AppendRequest request, FileOperationException cause)
    {
        try
        {
            _file.Append(request);
        }
        catch (FileOperationException exception)
        {
            throw new FileOperationException($"{cause.Message} The fallback failed too: {exception.Message}", cause)
            {
                ErrorNumber = cause.ErrorNumber,
            };
        }

        Interlocked.Add(ref _taken, request.Records);
        if (_isInUse)
            return;
        _isInUse = true;
        FallbackNote.Leave(_files, _log.Path, _file.Path);
        _warn($"{cause.Message} Records go to '{_file.Path}' meanwhile.");
    }
}
