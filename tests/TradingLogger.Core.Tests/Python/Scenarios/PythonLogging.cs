using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using TradingLogging.Tests.Configuration;
using Xunit;

namespace TradingLogging.Tests.Python.Scenarios;

/// <summary>Python's own logging, where there is a <c>python3</c>.</summary>
internal static class PythonLogging
{
    private const string Script = "tests/TradingLogger.Core.Tests/Python/Scenarios/python_logging.py";

    private static readonly Lazy<bool> IsThere = new(FindPython);

    private static readonly Lazy<bool> OldVersion = new(() =>
    {
        RunCode("import sys; print(sys.version_info < (3, 11, 8))", input: string.Empty, out string answer);
        return answer.StartsWith("True", StringComparison.Ordinal);
    });

    /// <summary>Skips the running test on a machine without Python.</summary>
    public static void Require() => Assert.SkipUnless(IsThere.Value, "python3 is not on this machine.");

    /// <summary>Whether it is 3.11.7 or older: later versions have mended some of what is listed as a
    /// difference.</summary>
    public static bool IsUnmended => OldVersion.Value;

    /// <summary>Logs the scenario into the directory.</summary>
    /// <returns>What Python said on stderr.</returns>
    public static string Run(LogScenario scenario, string directory, bool isAdapted) =>
        Run([RepositoryFile.PathOf(Script)], PythonText.Of(scenario.Describe(directory, isAdapted)), scenario.Zone);

    /// <summary>Runs a few lines of Python.</summary>
    /// <param name="code">The lines.</param>
    /// <param name="input">What they read from stdin.</param>
    /// <param name="standardOutput">What they printed.</param>
    /// <returns>What they said on stderr.</returns>
    public static string RunCode(string code, string input, out string standardOutput) =>
        Run(["-c", code], input, zone: "UTC", out standardOutput);

    private static string Run(string[] arguments, string input, string zone) =>
        Run(arguments, input, zone, out _);

    private static string Run(string[] arguments, string input, string zone, out string standardOutput)
    {
        Require();
        using Process process = Process.Start(new ProcessStartInfo("python3", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Encoding.ASCII,
            Environment = { ["TZ"] = zone, ["PYTHONUTF8"] = "1" },
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.EndInTime();
        standardOutput = output.InTime();
        string said = errors.InTime();
        Assert.True(process.ExitCode == 0, said);
        return said;
    }

    private static bool FindPython()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("python3", ["-c", "import logging.handlers"])
            {
                RedirectStandardError = true,
            })!;
            process.StandardError.ReadToEndAsync().InTime();
            process.EndInTime();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
