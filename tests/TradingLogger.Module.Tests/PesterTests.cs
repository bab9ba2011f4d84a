using System.Reflection;
using System.Text.Json;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests;

/// <summary>The module as its users see it: the suites in <c>tests/Pester</c> and those of the samples.</summary>
public sealed class PesterTests(PesterTests.Run run) : IClassFixture<PesterTests.Run>
{
    public static TheoryData<string> Suites =>
    [
        .. Folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.Tests.ps1", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Directory, file))
            .Order(StringComparer.Ordinal),
    ];

    private static string[] Folders => [RepositoryRoot.File("tests/Pester"), RepositoryRoot.File("samples")];

    [Theory]
    [MemberData(nameof(Suites))]
    public void A_suite_passes(string suite)
    {
        var result = Assert.Single(run.Results, result => result.File == RepositoryRoot.File(suite));

        Assert.True(result.Errors.Length == 0, string.Join('\n', result.Errors));
        Assert.Equal(("Passed", 0), (result.Result, result.SkippedCount));
        Assert.InRange(result.PassedCount, 1, int.MaxValue);
    }

    /// <summary>What Pester found in one file.</summary>
    public sealed record Suite(string File, string Result, int PassedCount, int SkippedCount, string[] Errors);

    /// <summary>One run of all suites in a process of their own.</summary>
    public sealed class Run
    {
        private const string Script = """
            param([string] $Pester, [string[]] $Path, [string] $Report)
            $ErrorActionPreference = 'Stop'
            Import-Module $Pester
            $configuration = @{ Run = @{ Path = $Path -split ';'; PassThru = $true }; Output = @{ Verbosity = 'None' } }
            $run = Invoke-Pester -Configuration $configuration
            $suites = foreach ($container in $run.Containers) {
                $file = $container.Item.FullName
                $failed = $run.Tests | Where-Object { $_.Result -eq 'Failed' -and $_.ScriptBlock.File -eq $file }
                $outside = $container.ErrorRecord + $container.Blocks.ErrorRecord | Where-Object { $_ }
                [pscustomobject]@{
                    File         = $file
                    Result       = $container.Result
                    PassedCount  = $container.PassedCount
                    SkippedCount = $container.SkippedCount
                    Errors       = @(
                        $outside | ForEach-Object { "$_ $($_.ScriptStackTrace)" }
                        foreach ($test in $failed) {
                            "$($test.ExpandedPath): $($test.ErrorRecord) $($test.ErrorRecord.ScriptStackTrace)"
                        }
                    )
                }
            }
            ConvertTo-Json @($suites) | Set-Content -LiteralPath $Report
            """;

        public Run()
        {
            using var directory = new TemporaryDirectory();
            var script = directory.Write("run.ps1", Script);
            var report = directory.File("report.json");
            var pester = typeof(Run).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(data => data.Key == "Pester").Value!;

            var result = HostProcess.Run(
                [script, "-Pester", pester, "-Path", string.Join(';', Folders), "-Report", report], directory.FullName);

            Assert.True(File.Exists(report), result.StandardOutput + result.StandardError);
            Results = JsonSerializer.Deserialize<Suite[]>(File.ReadAllText(report))!;
        }

        /// <summary>The result of each file.</summary>
        public IReadOnlyList<Suite> Results { get; }
    }
}
