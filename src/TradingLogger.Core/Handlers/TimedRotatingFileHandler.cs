using TradingLogging.Files;
using TradingLogging.Formatting;

namespace TradingLogging;

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
    /// <exception cref="ArgumentException">The path is empty or not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public TimedRotatingFileHandler(
        string path,
        int backupCount = 30,
        RotationZone zone = RotationZone.Local,
        LogFormatter? formatter = null,
        FileHandlerOptions? options = null)
        : base(
            path,
            CreateRotation(backupCount, zone),
            formatter ?? new TradeLineFormatter(new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits())),
            options ?? FileHandlerOptions.Default)
    {
        _zone = zone;
        Level = LogLevel.Info;
    }

    /// <inheritdoc/>
    public override string Name => "trades";

    private static DailyRotation CreateRotation(int backupCount, RotationZone zone) => new(
        backupCount,
        line => TradeLineDay.Read(line, zone),
        utc => zone == RotationZone.Utc ? utc : utc.ToLocalTime());

    private protected override DateTime DayOf(DateTimeOffset timestamp) =>
        _zone == RotationZone.Utc ? timestamp.UtcDateTime.Date : timestamp.Date;
}
