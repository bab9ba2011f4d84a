using System.Diagnostics;
using TradingLogging.PowerShell.Tests.Hosting;
using TradingLogging.Tests;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed class CiScriptTests
{
    private const string PassedProject =
        "Passed!  - Failed:     0, Passed:   297, Skipped:     1, Total:   298, Duration: 2 s - A.dll (net10.0)";
    private const string FailedProject =
        "Failed!  - Failed:     2, Passed:     7, Skipped:     0, Total:     9, Duration: 3 s - B.dll (net10.0)";

    [Fact]
    public void The_last_line_sums_the_tests_of_all_projects()
    {
        var (exitCode, lines) = RunWith($"echo '{PassedProject}'; echo '{FailedProject}'; exit 1");

        Assert.Equal((1, "304 passed, 2 failed, 1 skipped"), (exitCode, lines[^1]));
    }

    [Fact]
    public void Success_is_exit_code_0()
    {
        var (exitCode, lines) = RunWith($"echo '{PassedProject}'");

        Assert.Equal((0, "297 passed, 0 failed, 1 skipped"), (exitCode, lines[^1]));
    }

    [Fact]
    public void A_run_without_a_single_test_fails()
    {
        var (exitCode, lines) = RunWith("exit 0");

        Assert.Equal((1, "0 passed, 0 failed"), (exitCode, lines[^1]));
    }

    [Fact]
    public void Coverage_below_its_threshold_fails_though_every_test_passed()
    {
        var (exitCode, lines) = RunWith($"echo '{PassedProject}'; exit 1");

        Assert.Equal((1, "297 passed, 0 failed, 1 skipped"), (exitCode, lines[^1]));
        Assert.Contains("FAILED: dotnet test", lines);
    }

    [Fact]
    public void It_runs_the_two_commands_of_the_README()
    {
        var (_, lines) = RunWith($"echo '{PassedProject}'");

        Assert.All(
            Document.Readme.Block("console").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            command => Assert.Contains("> " + command, lines));
    }

    // A dotnet of our own comes first on the path: what it does for 'test' is the argument; for all else, nothing.
    private static (int ExitCode, string[] Lines) RunWith(string test)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "CI runs bash.");
        using var directory = new TemporaryDirectory();
        var fake = directory.Write("dotnet", $"#!/bin/sh\n[ \"$1\" = test ] || exit 0\n{test}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var start = new ProcessStartInfo(RepositoryRoot.File(".ci/run")) { RedirectStandardOutput = true };
        start.Environment["PATH"] = directory.FullName + ":" + Environment.GetEnvironmentVariable("PATH");
        // With it the script would install programs.
        start.Environment.Remove("CI");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync().InTime();
        process.EndInTime();
        return (process.ExitCode, output.TrimEnd('\n').Split('\n'));
    }
}
