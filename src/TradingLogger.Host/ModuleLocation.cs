namespace TradingLogging.ScriptHost;

/// <summary>Where the module's manifest is.</summary>
internal static class ModuleLocation
{
    private const string Manifest = "TradingLogger.psd1";

    // The build the module's loader picks on the runtime this host runs on.
    private const string Assembly = "module/bin/net10.0/TradingLogger.dll";

    /// <summary>Finds the manifest in a directory or the nearest one above it.</summary>
    /// <param name="start">The directory to begin in.</param>
    /// <returns>The full path of <c>TradingLogger.psd1</c>.</returns>
    /// <exception cref="ModuleNotBuiltException">There is no manifest, or the dll it loads has not been built.</exception>
    public static string Find(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
        {
            var manifest = Path.Combine(directory.FullName, Manifest);
            if (File.Exists(manifest))
                return Built(manifest, directory.FullName);
        }

        throw new ModuleNotBuiltException(
            $"The module TradingLogger was not found: no {Manifest} in '{start}' or above it. Run the host from a checkout.");
    }

    private static string Built(string manifest, string directory)
    {
        var assembly = Path.Combine(directory, Assembly);
        if (File.Exists(assembly))
            return manifest;

        throw new ModuleNotBuiltException(
            $"The module TradingLogger has not been built: '{assembly}' does not exist. Run 'dotnet build src/TradingLogger' in '{directory}'.");
    }
}
