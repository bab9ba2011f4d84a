using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed class SolutionTests
{
    // Adding a project by dotnet sln brings the platforms x64 and x86 back, with 48 lines for each project.
    [Fact]
    public void The_solution_knows_no_platform_but_any() =>
        Assert.All(
            File.ReadLines(RepositoryRoot.File("TradingLogger.sln"))
                .Where(line => line.Contains('|', StringComparison.Ordinal)),
            line => Assert.Contains("|Any CPU", line, StringComparison.Ordinal));

    [Fact]
    public void Every_project_is_in_the_solution_but_the_benchmarks_whose_packages_are_large() => Assert.Equal(
        ["TradingLogger.Benchmarks"],
        ((string[])["src", "tests", "tools", "benchmarks"])
            .SelectMany(
                folder => Directory.EnumerateFiles(
                    RepositoryRoot.File(folder), "*.csproj", SearchOption.AllDirectories))
            .Select(project => Path.GetFileNameWithoutExtension(project))
            .Where(
                project => !File.ReadAllText(RepositoryRoot.File("TradingLogger.sln"))
                    .Contains($"\\{project}.csproj\"", StringComparison.Ordinal)));
}
