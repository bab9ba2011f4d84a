using System.ComponentModel;
using System.Diagnostics;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests;

/// <summary>The module as its users see it: the suites in <c>tests/Pester</c>, where the machine has pwsh and Pester.</summary>
public sealed class PesterTests
{
    private const string FindPester = "if (Get-Module -ListAvailable Pester | Where-Object { $_.Version.Major -ge 5 }) { 'found' }";

    [Fact]
    public void The_Pester_suites_pass()
    {
        if (RunPwsh(FindPester) is not { } found)
        {
            Assert.Skip("The Pester suites were not run: there is no pwsh on this machine.");
            return;
        }

        Assert.SkipUnless(found.Output.Trim() == "found", "The Pester suites were not run: pwsh has no module Pester 5.");

        var (exitCode, output) = RunPwsh(
            $"$result = Invoke-Pester -Path '{RepositoryRoot.File("tests/Pester")}' -PassThru; exit $result.FailedCount + $result.FailedContainersCount")!.Value;

        Assert.True(exitCode == 0, output);
    }

    private static (int ExitCode, string Output)? RunPwsh(string command)
    {
        var start = new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", "-Command", command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NO_COLOR"] = "1" },
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
