using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage;

/// <summary>Takes the records that a log file cannot take, unchanged. It has the name of the log with <c>.fallback</c>
/// appended, such as <c>trades.log.fallback</c>. It is never rotated and never deleted.</summary>
internal sealed class FallbackFile : IDisposable
{
    private const string Suffix = ".fallback";

    private readonly AppendFile _file;
    private readonly Action<string> _warn;
    private long _taken;
    private volatile bool _isInUse;

    /// <param name="directory">Created by the first record.</param>
    /// <param name="logPath">The log file.</param>
    /// <param name="options">How the fallback is written.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid.</exception>
    public FallbackFile(string directory, string logPath, AppendFileOptions options)
    {
        _warn = options.Warn;
        string path = Path.Combine(directory, Path.GetFileName(logPath) + Suffix);
        _file = new AppendFile(path, new SizeRotation(maxBytes: 0, backupCount: 0), options);
    }

    /// <summary>How many records the file took.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Takes lines, and warns if they are the first since the log file failed.</summary>
    /// <param name="request">The lines.</param>
    /// <param name="cause">Why the log file did not take them.</param>
    /// <exception cref="FileOperationException">The fallback failed too. The message names both causes.</exception>
    public void Append(in AppendRequest request, FileOperationException cause)
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
        _warn($"{cause.Message} Records go to '{_file.Path}' meanwhile.");
    }

    /// <summary>Notes that the log file has taken a record, so that its next failure is warned of again.</summary>
    public void EndUse()
    {
        if (_isInUse)
            _isInUse = false;
    }

    public void Dispose() => _file.Dispose();
}
