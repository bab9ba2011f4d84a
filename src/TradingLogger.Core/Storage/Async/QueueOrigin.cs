using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Storage.Async;

/// <summary>How the log of a queue is written. Whoever brings the lines of a killed process into their log may know no
/// more of it than its path.</summary>
/// <param name="DayZone">Whose midnight ends the day of the log; null when it is not rotated by day.</param>
/// <param name="IsChained">Whether each line gets its number and the hash of the line before it.</param>
/// <param name="Durability">What a line survives.</param>
/// <param name="Modes">The permissions of files that are created.</param>
internal readonly record struct QueueOrigin(
    RotationZone? DayZone, bool IsChained, Durability Durability, CreationModes Modes);
