using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Hosting;

public sealed class PowerShellSessionTests
{
    [Fact]
    public void The_module_is_imported()
    {
        using var session = new PowerShellSession();

        Assert.Equal(["TradingLogger"], session.Invoke("(Get-Module).Name").Values);
    }

    [Fact]
    public void The_location_is_a_temporary_directory()
    {
        using var session = new PowerShellSession();

        Assert.Equal([session.Directory], session.Invoke("$PWD.ProviderPath").Values);
    }

    [Fact]
    public void Numbers_are_formatted_in_the_sessions_culture()
    {
        using var session = new PowerShellSession("de-DE");

        Assert.Equal(["1234,5"], session.Invoke("(1234.5).ToString()").Values);
    }

    [Fact]
    public void Every_stream_arrives()
    {
        using var session = new PowerShellSession();

        var result = session.Invoke("""
            [CmdletBinding()] param($Text)
            $VerbosePreference = $DebugPreference = 'Continue'
            $Text
            $PSCmdlet.WriteWarning('w')
            $PSCmdlet.WriteVerbose('v')
            $PSCmdlet.WriteDebug('d')
            $PSCmdlet.WriteInformation('i', [string[]]@())
            Get-Module NoSuchModule | ForEach-Object { 1 }
            1 / 0
            throw 'end'
            """, ("Text", "out"));

        Assert.Equal(["out"], result.Values);
        Assert.Equal(["w"], result.Warnings);
        Assert.Equal(["v"], result.Verbose);
        Assert.Equal(["d"], result.Debug);
        Assert.Equal(["i"], result.InformationText);
        Assert.Single(result.Errors);
        Assert.Equal("end", result.Failure?.ToString());
        Assert.Throws<InvalidOperationException>(result.Succeeded);
    }

    // A second copy would have a logger of its own, and a coverage run would not see what the module does.
    [Fact]
    public void The_module_is_the_copy_beside_the_tests()
    {
        using var session = new PowerShellSession();

        var loaded = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name is "TradingLogger" or "TradingLogger.Core")
            .Select(assembly => assembly.Location)
            .Order();

        Assert.Equal(
            [
                Path.Combine(AppContext.BaseDirectory, "TradingLogger.Core.dll"),
                Path.Combine(AppContext.BaseDirectory, "TradingLogger.dll"),
            ],
            loaded.Append(typeof(LogFilter).Assembly.Location).Distinct().Order());
    }
}
