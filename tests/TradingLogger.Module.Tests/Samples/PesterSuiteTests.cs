using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Samples;

public sealed class PesterSuiteTests
{
    private static readonly string[] Suites =
        [.. new[] { "tests/Pester", "samples" }.Select(RepositoryRoot.File).Where(Directory.Exists)];

    [Fact]
    public void The_Pester_suites_pass_in_pwsh()
    {
        Assert.SkipUnless(PwshProcess.IsInstalled, "There is no pwsh on this machine.");
        using var directory = new TemporaryDirectory();
        Assert.SkipUnless(Invoke(directory, "exit [int]!(Get-Module Pester -ListAvailable | Where-Object Version -GE '5.0')").ExitCode == 0,
            "There is no Pester 5 on this machine.");

        var result = Invoke(directory, $$"""
            $configuration = [PesterConfiguration]@{
                Run = @{ Path = {{string.Join(", ", Suites.Select(suite => $"'{suite}'"))}}; PassThru = $true }
                Output = @{ Verbosity = 'Detailed' }
            }
            $run = Invoke-Pester -Configuration $configuration
            exit [int]($run.Result -ne 'Passed' -or $run.PassedCount -eq 0)
            """);

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
    }

    private static HostResult Invoke(TemporaryDirectory directory, string script) =>
        PwshProcess.Run(["-Command", "Import-Module Pester -MinimumVersion 5.0 -ErrorAction Ignore\n" + script], directory.FullName);
}
