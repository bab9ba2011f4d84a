using System.Runtime.CompilerServices;

namespace TradingLogging.Forwarding.Tests.Transports;

/// <summary>The files below <c>samples</c>.</summary>
internal static class Samples
{
    public static string PathOf(string name) => Path.GetFullPath($"../../../samples/{name}", HereIs());

    private static string HereIs([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
