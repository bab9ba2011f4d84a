using Xunit;

namespace TradingLogging.PowerShell.Tests.Hosting;

public sealed class HostProcessTests
{
    [Fact]
    public void A_script_runs_with_its_arguments_in_a_directory_of_its_own()
    {
        var result = HostProcess.RunScript("param($Name) \"$Name in $PWD\"", ["-Name", "x"]);

        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.StartsWith("x in ", Assert.Single(result.OutputLines));
    }

    // A coverage run instruments the dlls beside the tests; what the host does with another copy would not be counted.
    [Fact]
    public void The_child_loads_the_module_from_beside_the_tests()
    {
        var result = HostProcess.RunScript("""
            Import-Module TradingLogger
            [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object Location |
                Where-Object { $_ -like '*TradingLogger.dll' }
            """);

        Assert.Equal([Path.Combine(AppContext.BaseDirectory, "TradingLogger.dll")], result.OutputLines);
    }
}
