namespace TradingLogging.Storage.Rotation;

/// <summary>Whose midnight ends the day of a trade log (setting <c>rotation_zone</c>).</summary>
public enum RotationZone
{
    /// <summary>Midnight of the machine's time zone. The default.</summary>
    Local,

    /// <summary>Midnight in universal time.</summary>
    Utc,
}
