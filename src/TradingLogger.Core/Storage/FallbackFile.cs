using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage;

/// <summary>Takes the records that a log file cannot take, as they are. The name of the file marks them:
/// <c>trades.log.fallback</c>. It is never rotated and never deleted.</summary>
internal sealed class FallbackFile : IDisposable
{
    private const string Suffix = ".fallback";

    private readonly AppendFile _file;
    private readonly Action<string> _warn;
    private long _taken;
    private volatile bool _isInUse;

    /// <param name="directory">Made by the first record.</param>
    /// <param name="logPath">The log file.</param>
    /// <param name="options">Lock and durability.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid.</exception>
    public FallbackFile(string directory, string logPath, AppendFileOptions options)
    {
        _warn = options.Warn;
        string path = Path.Combine(directory, Path.GetFileName(logPath) + Suffix);
        _file = new AppendFile(path, new SizeRotation(maxBytes: 0, backupCount: 0), options);
    }

    /// <summary>How many records the file took.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Takes a record, and warns when it is the first since the log file failed.</summary>
    /// <param name="record">Whole lines.</param>
    /// <param name="cause">Why the log file did not take it.</param>
    /// <param name="records">How many records the lines are.</param>
    /// <exception cref="FileOperationException">The fallback failed too; the message tells both causes.</exception>
    public void Append(ReadOnlySpan<byte> record, FileOperationException cause, int records = 1)
    {
        try
        {
            _file.Append(record, day: default, records);
        }
        catch (FileOperationException exception)
        {
            throw new FileOperationException($"{cause.Message} The fallback failed too: {exception.Message}", cause)
            {
                ErrorNumber = cause.ErrorNumber,
            };
        }

        Interlocked.Add(ref _taken, records);
        if (_isInUse)
            return;
        _isInUse = true;
        _warn($"{cause.Message} Records go to '{_file.Path}' meanwhile.");
    }

    /// <summary>The log file has taken a record: when it fails again, that is worth another warning.</summary>
    public void EndUse()
    {
        if (_isInUse)
            _isInUse = false;
    }

    public void Dispose() => _file.Dispose();
}
