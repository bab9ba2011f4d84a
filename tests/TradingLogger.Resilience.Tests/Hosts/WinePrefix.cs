using TradingLogging.Resilience.Tests.Faults;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Hosts;

/// <summary>A Windows of wine's, made for one class of tests and gone with it.</summary>
public sealed class WinePrefix : IDisposable
{
    private readonly TestDirectory? _directory;

    public WinePrefix()
    {
        if (!IsInstalled)
            return;
        _directory = new TestDirectory();
        Environment = new Dictionary<string, string>(CoreTestsAssert.Environment)
        {
            ["WINEPREFIX"] = _directory.FullName,
            ["WINEDEBUG"] = "-all",
            // .NET maps its code twice, once to write and once to run, which wine cannot.
            ["DOTNET_EnableWriteXorExecute"] = "0",
        };
        ProgramRun.Of(["wine", "wineboot", "--init"], Environment);
        // Wine calls itself Windows 7, on which .NET hashes another way than on every Windows it supports.
        ProgramRun.Of(["wine", "winecfg", "-v", "win10"], Environment);
    }

    /// <summary>The variables that a program under this Windows needs.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    private static bool IsInstalled => OperatingSystem.IsLinux() && Programs.Exists("wine");

    /// <summary>Skips the test where there is no wine.</summary>
    public static void Require() => Assert.SkipUnless(IsInstalled, "wine is not on this machine.");

    /// <summary>A path of this machine as Windows programs know it.</summary>
    public static string ToWindows(string path) => "Z:" + path.Replace('/', '\\');

    internal ProgramRun Run(params string[] command) => ProgramRun.Of(["wine", .. command], Environment);

    /// <summary>Starts a writer.</summary>
    /// <param name="program">Its Windows build.</param>
    /// <param name="job">What it writes, in a directory named as Unix does.</param>
    internal WriterProcess Start(string program, WriterJob job) =>
        new(job with { Directory = ToWindows(job.Directory) }, environment: Environment, program: ["wine", program]);

    public void Dispose()
    {
        if (_directory is null)
            return;
        ProgramRun.Of(["wineserver", "--kill"], Environment);
        ProgramRun.Of(["wineserver", "--wait"], Environment);
        _directory.Dispose();
    }
}
