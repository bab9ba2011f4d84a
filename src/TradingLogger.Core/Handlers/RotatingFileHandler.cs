using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Handlers;

/// <summary>Appends records to a text file that is rotated by size (Python's <c>RotatingFileHandler</c>):
/// <c>trading.log</c> becomes <c>trading.log.1</c>, the former <c>.1</c> becomes <c>.2</c>, and so on. The oldest file
/// is deleted.</summary>
internal sealed class RotatingFileHandler : FileHandler
{
    /// <summary>The name of every handler of this kind.</summary>
    internal const string HandlerName = "file";

    /// <summary>Creates a handler with the level DEBUG. The first record opens the file.</summary>
    /// <param name="path">The file. A relative path starts at the current directory of the process.</param>
    /// <param name="maxBytes">The largest size in bytes, unless a single record is larger; with 0 the file is never
    /// rotated.</param>
    /// <param name="backupCount">How many rotated files are kept; with 0 the file is never rotated, as in
    /// Python.</param>
    /// <param name="formatter">The form of the lines; null for <see cref="TextLayout.File"/>.</param>
    /// <param name="options">How the file is written; null for the defaults.</param>
    /// <param name="countsCompressed">Whether compressed backups count, move on and are deleted as others.</param>
    /// <param name="rotated">Called by the holder of the lock when the file was set aside. It must return at
    /// once.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public RotatingFileHandler(
        string path,
        long maxBytes = 10_485_760,
        int backupCount = 5,
        LogFormatter? formatter = null,
        AppendFileOptions? options = null,
        bool countsCompressed = false,
        Action? rotated = null)
        : base(
            path,
            new SizeRotation(maxBytes, backupCount, countsCompressed, rotated),
            formatter ?? new TextLineFormatter(TextLayout.File),
            options ?? new AppendFileOptions(HostOutput.Warn),
            dayZone: null)
    {
        Level = LogLevel.Debug;
    }

    /// <inheritdoc/>
    public override string Name => HandlerName;

    // Rotation by size knows no days.
    private protected override DateTime DayOf(DateTimeOffset timestamp) => default;
}
