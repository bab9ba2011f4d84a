using TradingLogging.Masking;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Encryption.Writing;

/// <summary>Which members of trade events are encrypted, and for whom.</summary>
/// <param name="Names">The members.</param>
/// <param name="Recipients">Who can read them: paths of files, or thumbprints.</param>
/// <param name="CopyDirectory">Where every key line is kept besides; empty for nowhere.</param>
/// <param name="Zone">Whose midnight ends the day of a key.</param>
/// <param name="Modes">The permissions of new files.</param>
/// <param name="LockTimeout">How long to wait for another process.</param>
internal sealed record MemberEncryptionOptions(
    NamePaths Names,
    IReadOnlyList<string> Recipients,
    string CopyDirectory,
    RotationZone Zone,
    CreationModes Modes,
    TimeSpan LockTimeout);
