using System.Runtime.CompilerServices;

namespace TradingLogging.PowerShell.Tests.Hosting;

/// <summary>What PowerShell reads of its surroundings, set for the tests and all that they start: no test depends on
/// what the user has installed, on a profile, or on a language.</summary>
internal static class TestEnvironment
{
    private static readonly string Home = Directory.CreateTempSubdirectory("tradinglogger-home-").FullName;

    /// <summary>The variables; null unsets one.</summary>
    public static IReadOnlyDictionary<string, string?> Variables { get; } = new Dictionary<string, string?>
    {
        // Profiles, modules and caches of the user.
        ["XDG_CONFIG_HOME"] = Path.Combine(Home, "config"),
        ["XDG_DATA_HOME"] = Path.Combine(Home, "data"),
        ["XDG_CACHE_HOME"] = Path.Combine(Home, "cache"),
        ["PSModuleAnalysisCachePath"] = Path.Combine(Home, "ModuleAnalysisCache"),
        ["PSModulePath"] = null,
        ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
        ["POWERSHELL_UPDATECHECK"] = "Off",
        ["NO_COLOR"] = "1",
        ["LC_ALL"] = "C.UTF-8",
    };

    // Before the engine is touched, whose static constructors read some of them.
    [ModuleInitializer]
    internal static void Apply()
    {
        foreach (var (name, value) in Variables)
            Environment.SetEnvironmentVariable(name, value);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Home, recursive: true);
    }
}
