using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Samples;

public sealed class PipelinePesterTests
{
    [Fact]
    public void The_Pester_tests_of_the_pipeline_pass()
    {
        Assert.SkipUnless(PwshProcess.IsInstalled, "There is no pwsh on this machine.");
        using var directory = new TemporaryDirectory();
        Assert.SkipUnless(Invoke(directory, "exit [int]!(Get-Module Pester)").ExitCode == 0, "pwsh has no module Pester 5.");

        var result = Invoke(directory, $$"""
            $run = Invoke-Pester -Path '{{Sample.File("pipeline")}}' -PassThru
            exit [int]($run.Result -ne 'Passed' -or $run.PassedCount -eq 0)
            """);

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
    }

    private static HostResult Invoke(TemporaryDirectory directory, string script) =>
        PwshProcess.Run(["-Command", "Import-Module Pester -MinimumVersion 5.0 -ErrorAction Ignore\n" + script], directory.FullName);
}
