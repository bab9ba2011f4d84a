using TradingLogging.Storage.Platform;

namespace TradingLogging.Tests.Storage.Platform;

/// <summary>Modes as people write them.</summary>
internal static class OctalModes
{
    public static CreationModes Of(string file, string directory) =>
        new(Convert.ToInt32(file, 8), Convert.ToInt32(directory, 8));
}
