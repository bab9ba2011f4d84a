using System.Reflection;
using System.Xml.Linq;
using TradingLogging.Analytics;
using TradingLogging.Forwarding;
using TradingLogging.Live.Alerts;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests;

public sealed class ModuleLayoutTests
{
    [Fact]
    public void On_dotnet_10_the_module_ships_nothing_third_party() =>
        Assert.Equal(
            [
                "TradingLogger.Analytics.dll", "TradingLogger.Core.dll", "TradingLogger.dll",
                "TradingLogger.Forwarding.dll", "TradingLogger.Live.dll",
            ],
            Assemblies("net10.0"));

    [Fact]
    public void On_older_hosts_it_brings_what_they_lack_but_never_the_engine()
    {
        var assemblies = Assemblies("netstandard2.0");

        Assert.Superset(
            new HashSet<string>
            {
                "TradingLogger.Core.dll", "TradingLogger.dll", "System.Text.Json.dll", "System.Memory.dll",
            },
            assemblies.ToHashSet());
        Assert.DoesNotContain("System.Management.Automation.dll", assemblies);
    }

    [Fact]
    public void Importing_again_with_force_and_removing_leaves_nothing_behind()
    {
        using var session = new PowerShellSession();

        var left = session.Invoke("""
            param($Path)
            Import-Module -Name $Path -Force
            Import-Module -Name $Path -Force
            (Get-Module).Name
            Remove-Module TradingLogger
            @(Get-Module -All | Where-Object Path -Like '*TradingLogger*').Count
            @(Get-Command -Module TradingLogger).Count
            """, ("Path", RepositoryRoot.File("TradingLogger.psd1"))).Succeeded();

        Assert.Equal(["TradingLogger", 0, 0], left.Values);
    }

    // A view of a type that has another name now would not be used, and nobody would be told.
    [Theory]
    [InlineData("module/TradingLogger.format.ps1xml", "TypeName")]
    [InlineData("module/TradingLogger.types.ps1xml", "Name")]
    public void Every_type_that_has_a_view_exists(string file, string element)
    {
        Assembly[] assemblies =
        [
            typeof(TradingLogger).Assembly,
            typeof(TradeActivity).Assembly,
            typeof(ForwarderState).Assembly,
            typeof(AlertRule).Assembly,
            typeof(LoggingCmdlet).Assembly,
        ];
        string[] names =
        [
            .. XDocument.Load(RepositoryRoot.File(file)).Descendants(element)
                .Select(name => name.Value.Trim())
                .Where(name => name.StartsWith("TradingLogging.", StringComparison.Ordinal)),
        ];

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(assemblies, assembly => assembly.GetType(name) is not null));
    }

    private static IEnumerable<string> Assemblies(string framework) =>
        Directory.GetFiles(RepositoryRoot.File($"module/bin/{framework}"), "*.dll")
            .Select(Path.GetFileName)
            .Order()
            .OfType<string>();
}
