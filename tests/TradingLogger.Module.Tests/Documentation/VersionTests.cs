using System.Text.RegularExpressions;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed partial class VersionTests
{
    [Fact]
    public void Manifest_assemblies_and_changelog_have_one_version()
    {
        using var session = new PowerShellSession();
        var manifest = session.Invoke("(Get-Module TradingLogger).Version.ToString()").Values.Single();
        var changelog = Heading().Match(File.ReadAllText(RepositoryRoot.File("CHANGELOG.md"))).Groups[1].Value;

        Assert.Equal(manifest, typeof(TradingLogger).Assembly.GetName().Version!.ToString(3));
        Assert.Equal(manifest, changelog);
    }

    [GeneratedRegex(@"^## (\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
