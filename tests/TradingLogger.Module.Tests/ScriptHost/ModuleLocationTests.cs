using TradingLogging.PowerShell.Tests.Hosting;
using TradingLogging.ScriptHost;
using Xunit;

namespace TradingLogging.PowerShell.Tests.ScriptHost;

public sealed class ModuleLocationTests
{
    [Fact]
    public void The_manifest_is_found_above_the_executable()
    {
        using var directory = new TemporaryDirectory();
        var manifest = directory.Write("TradingLogger.psd1", "@{}");
        directory.Write("module/bin/net10.0/TradingLogger.dll", "");

        Assert.Equal(manifest, ModuleLocation.Find(directory.File("src/Host/bin")));
    }

    [Fact]
    public void A_module_that_has_not_been_built_is_an_error_that_says_how_to_build_it()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("TradingLogger.psd1", "@{}");

        var error = Assert.Throws<ModuleNotBuiltException>(() => ModuleLocation.Find(directory.FullName));

        Assert.Contains("dotnet build src/TradingLogger", error.Message, StringComparison.Ordinal);
        Assert.Contains(directory.File("module/bin/net10.0/TradingLogger.dll"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_outside_a_checkout_is_an_error()
    {
        using var directory = new TemporaryDirectory();

        var error = Assert.Throws<ModuleNotBuiltException>(() => ModuleLocation.Find(directory.FullName));

        Assert.Contains(directory.FullName, error.Message, StringComparison.Ordinal);
    }
}
