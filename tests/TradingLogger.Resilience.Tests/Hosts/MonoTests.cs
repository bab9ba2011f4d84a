using TradingLogging.Resilience.Tests.Faults;

namespace TradingLogging.Resilience.Tests.Hosts;

/// <summary>The netstandard2.0 build, run by Mono in the place of .NET Framework. What Mono cannot tell stands in
/// <c>docs/platforms.md</c>.</summary>
[Trait("Category", "Long")]
public sealed class MonoTests(ITestOutputHelper output)
{
    [Fact]
    public void The_tests_of_the_core_pass_as_a_program_of_NET_Framework()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Programs.Exists("mono"), "Mono is not on this machine.");
        string program = BuiltProgram.ForNetFramework("TradingLogger.Core.Tests");

        // Mono 6.8 may abort in its own shutdown, behind the summary: the exit code says nothing.
        TestSummary summary = CoreTestsAssert.Passed(
            ProgramRun.Of(["mono", program, "-parallel", "none", "-noColor"], CoreTestsAssert.Environment));

        output.WriteLine($"{summary}");
    }
}
