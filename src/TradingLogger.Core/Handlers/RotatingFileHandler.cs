using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Handlers;

/// <summary>Appends records to a text file that is rotated by size (Python's <c>RotatingFileHandler</c>):
/// <c>trading.log</c> becomes <c>trading.log.1</c>, that becomes <c>.2</c>, and so on; the oldest is deleted.</summary>
internal sealed class RotatingFileHandler : FileHandler
{
    /// <summary>Makes a handler with the level DEBUG. Nothing is opened before the first record.</summary>
    /// <param name="path">The file; a relative path is taken from the process's current directory.</param>
    /// <param name="maxBytes">The size in bytes that the file never exceeds, unless it holds a single larger record; 0 never
    /// rotates.</param>
    /// <param name="backupCount">How many rotated files are kept; 0 never rotates, as in Python.</param>
    /// <param name="formatter">The form of the lines; null for <see cref="TextLayout.File"/>.</param>
    /// <param name="options">Lock and durability; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public RotatingFileHandler(
        string path,
        long maxBytes = 10_485_760,
        int backupCount = 5,
        LogFormatter? formatter = null,
        AppendFileOptions? options = null)
        : base(
            path,
            new SizeRotation(maxBytes, backupCount),
            formatter ?? new TextLineFormatter(TextLayout.File),
            options ?? new AppendFileOptions(HostOutput.Warn))
    {
        Level = LogLevel.Debug;
    }

    /// <inheritdoc/>
    public override string Name => "file";

    // Rotation by size knows no days.
    private protected override DateTime DayOf(DateTimeOffset timestamp) => default;
}
