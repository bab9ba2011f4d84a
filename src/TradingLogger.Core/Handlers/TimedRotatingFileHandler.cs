using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Integrity;
using TradingLogging.Logging;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Handlers;

/// <summary>Appends records to a file that is rotated at midnight (Python's <c>TimedRotatingFileHandler</c>, when
/// <c>midnight</c>): the records of 17 December 2025 end in <c>trades.log.2025-12-17</c>, whenever and by whichever process the
/// file is rotated.</summary>
public sealed class TimedRotatingFileHandler : FileHandler
{
    private readonly RotationZone _zone;
    private readonly BackgroundSealing? _sealing;

    /// <summary>Makes a handler with the level INFO. Nothing is opened before the first record.</summary>
    /// <param name="path">The file; a relative path is taken from the process's current directory.</param>
    /// <param name="backupCount">How many archived days are kept; 0 keeps all.</param>
    /// <param name="zone">Whose midnight ends the day.</param>
    /// <param name="formatter">The form of the lines; null for the JSON lines of trade events.</param>
    /// <param name="options">Lock and durability; null for the defaults.</param>
    /// <param name="retention">What decides how long a day is kept; by default the number of days.</param>
    /// <param name="integrity">Whether the lines are chained.</param>
    /// <param name="sealKey">Signs the seals of chained days; null for seals without a signature.</param>
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
        IntegrityMode integrity = IntegrityMode.None,
        SealKey? sealKey = null)
        : this(path, backupCount, zone, formatter, options, retention, CreateSealing(path, integrity, sealKey, options))
    {
    }

    private TimedRotatingFileHandler(
        string path,
        int backupCount,
        RotationZone zone,
        LogFormatter? formatter,
        FileHandlerOptions? options,
        Retention retention,
        BackgroundSealing? sealing)
        : base(
            path,
            CreateRotation(backupCount, zone, retention, sealing),
            formatter ?? DefaultFormatter(sealing is not null),
            options ?? FileHandlerOptions.Default,
            isChained: sealing is not null)
    {
        if (sealing is not null && formatter is not (null or TradeLineFormatter))
            throw new ArgumentException("Only the JSON lines of a TradeLineFormatter can be chained.", nameof(formatter));
        _zone = zone;
        _sealing = sealing;
        Level = LogLevel.Info;
    }

    /// <inheritdoc/>
    public override string Name => "trades";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _sealing?.Dispose();
    }

    private static BackgroundSealing? CreateSealing(string path, IntegrityMode integrity, SealKey? key, FileHandlerOptions? options)
    {
        if (integrity != IntegrityMode.Chain || string.IsNullOrWhiteSpace(path))
            return null;
        var files = PlatformFiles.For((options ?? FileHandlerOptions.Default).Creation);
        return new BackgroundSealing(new TradeSealer(path, key) { Files = files });
    }

    private static DailyRotation CreateRotation(
        int backupCount,
        RotationZone zone,
        Retention retention,
        BackgroundSealing? sealing) => new(
        backupCount,
        line => TradeLineFormat.ReadDay(line, isUtc: zone == RotationZone.Utc),
        utc => zone == RotationZone.Utc ? utc : utc.ToLocalTime(),
        retention,
        isChained: sealing is not null,
        sealing is null ? null : sealing.Request);

    private static TradeLineFormatter DefaultFormatter(bool isChained) =>
        new(new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits(), isChained: isChained));

    private protected override DateTime DayOf(DateTimeOffset timestamp) =>
        _zone == RotationZone.Utc ? timestamp.UtcDateTime.Date : timestamp.Date;
}
