using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Handlers;

/// <summary>Appends records to a file that is rotated at midnight (Python's <c>TimedRotatingFileHandler</c>, when
/// <c>midnight</c>): the records of 17 December 2025 end in <c>trades.log.2025-12-17</c>, whenever and by whichever process the
/// file is rotated.</summary>
public sealed class TimedRotatingFileHandler : FileHandler
{
    private readonly RotationZone _zone;

    /// <summary>Makes a handler with the level INFO. Nothing is opened before the first record.</summary>
    /// <param name="path">The file; a relative path is taken from the process's current directory.</param>
    /// <param name="backupCount">How many archived days are kept; 0 keeps all.</param>
    /// <param name="zone">Whose midnight ends the day.</param>
    /// <param name="formatter">The form of the lines; null for the JSON lines of trade events.</param>
    /// <param name="options">Lock and durability; null for the defaults.</param>
    /// <param name="retention">What decides how long a day is kept; by default the number of days.</param>
    /// <param name="isChained">Whether each line gets a number and the hash of the line before it.</param>
    /// <param name="rotated">Called after a day was archived, while the lock of the file is held: it must return at once.</param>
    /// <exception cref="ArgumentException">The path is empty or not valid; or lines are to be chained that are not the JSON
    /// lines of <see cref="TradeLineFormatter"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public TimedRotatingFileHandler(
        string path,
        int backupCount = 30,
        RotationZone zone = RotationZone.Local,
        LogFormatter? formatter = null,
        FileHandlerOptions? options = null,
        Retention retention = default,
        bool isChained = false,
        Action? rotated = null)
        : base(
            path,
            CreateRotation(backupCount, zone, retention, isChained, rotated),
            formatter ?? DefaultFormatter(isChained),
            options ?? FileHandlerOptions.Default,
            isChained)
    {
        if (isChained && formatter is not (null or TradeLineFormatter))
            throw new ArgumentException("Only the JSON lines of a TradeLineFormatter can be chained.", nameof(formatter));
        _zone = zone;
        Level = LogLevel.Info;
    }

    /// <inheritdoc/>
    public override string Name => "trades";

    private static DailyRotation CreateRotation(
        int backupCount,
        RotationZone zone,
        Retention retention,
        bool isChained,
        Action? rotated) => new(
        backupCount,
        line => TradeLineFormat.ReadDay(line, isUtc: zone == RotationZone.Utc),
        utc => zone == RotationZone.Utc ? utc : utc.ToLocalTime(),
        retention,
        isChained,
        rotated);

    private static TradeLineFormatter DefaultFormatter(bool isChained) =>
        new(new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits(), isChained: isChained));

    private protected override DateTime DayOf(DateTimeOffset timestamp) =>
        _zone == RotationZone.Utc ? timestamp.UtcDateTime.Date : timestamp.Date;
}
