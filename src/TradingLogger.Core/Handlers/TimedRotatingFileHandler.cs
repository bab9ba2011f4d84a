using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Handlers;

/// <summary>Appends trade events to a file that is rotated at midnight (Python's <c>TimedRotatingFileHandler</c> with
/// <c>when="midnight"</c>). The events of 17 December 2025 end in <c>trades.log.2025-12-17</c>, whichever process
/// rotates the file, and whenever it does.</summary>
internal sealed class TimedRotatingFileHandler : FileHandler
{
    /// <summary>The name of every handler of this kind.</summary>
    internal const string HandlerName = "trades";

    private readonly RotationZone _zone;

    /// <summary>Creates a handler with the level INFO. The first record opens the file.</summary>
    /// <param name="path">The file. A relative path starts at the current directory of the process.</param>
    /// <param name="backupCount">How many archived days are kept; 0 keeps all.</param>
    /// <param name="zone">Whose midnight ends the day.</param>
    /// <param name="formatter">The form of the lines; null for the JSON lines of trade events.</param>
    /// <param name="options">How the file is written; null for the defaults.</param>
    /// <param name="retention">What decides how long a day is kept; by default the number of days.</param>
    /// <param name="isChained">Whether each line gets a number and the hash of the line before it. The lines must be
    /// JSON objects.</param>
    /// <param name="rotated">Called by the holder of the lock when a day was archived. It must return at once.</param>
    /// <param name="files">The file system; null for that of this machine.</param>
    /// <param name="forwardHoldDays">How old a day is at least that is deleted although a forwarder has not sent
    /// it.</param>
    /// <param name="countsCompressed">Whether compressed days count and are deleted as others.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public TimedRotatingFileHandler(
        string path,
        int backupCount = 30,
        RotationZone zone = RotationZone.Local,
        TradeLineFormatter? formatter = null,
        AppendFileOptions? options = null,
        Retention retention = default,
        bool isChained = false,
        Action? rotated = null,
        PlatformFiles? files = null,
        int forwardHoldDays = 90,
        bool countsCompressed = false)
        : base(
            path,
            CreateRotation(backupCount, zone, retention, isChained, rotated, forwardHoldDays, countsCompressed),
            formatter ?? new(new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits(), isChained: isChained)),
            options ?? new AppendFileOptions(HostOutput.Warn),
            zone,
            isChained,
            TradeLineFormat.MarkUnfinishedBatch,
            files)
    {
        _zone = zone;
        Level = LogLevel.Info;
    }

    /// <inheritdoc/>
    public override string Name => HandlerName;

    /// <inheritdoc/>
    internal override bool IsTradeLog => true;

    private protected override DateTime DayOf(DateTimeOffset timestamp) => _zone.DayOf(timestamp);

    private static DailyRotation CreateRotation(
        int backupCount,
        RotationZone zone,
        Retention retention,
        bool isChained,
        Action? rotated,
        int forwardHoldDays,
        bool countsCompressed)
    {
        bool isUtc = zone == RotationZone.Utc;
        return new DailyRotation(
            backupCount,
            line => TradeLineFormat.ReadDay(line, isUtc),
            utc => isUtc ? utc : utc.ToLocalTime(),
            retention,
            isChained,
            rotated,
            forwardHoldDays,
            countsCompressed: countsCompressed);
    }
}
