using System.Text.RegularExpressions;
using System.Xml.Linq;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Packaging;

public sealed partial class ManifestTests
{
    private static readonly XDocument Properties = XDocument.Load(RepositoryRoot.File("Directory.Build.props"));

    [Theory]
    [InlineData("Author", "Authors")]
    [InlineData("CompanyName", "Authors")]
    [InlineData("Copyright", "Copyright")]
    [InlineData("ModuleVersion", "Version")]
    [InlineData("PrivateData.PSData.ProjectUri", "PackageProjectUrl")]
    public void The_manifest_says_what_the_build_says(string key, string property) =>
        Assert.Equal(Property(property), Manifest($"{key}").Single());

    [Theory]
    [InlineData("HelpInfoURI", "help/")]
    [InlineData("PrivateData.PSData.LicenseUri", "LICENSE")]
    [InlineData("PrivateData.PSData.IconUri", "docs/images/icon.png")]
    [InlineData("PrivateData.PSData.ReleaseNotes", "CHANGELOG.md")]
    public void Its_addresses_are_on_the_host_of_the_project(string key, string path)
    {
        Assert.Equal($"{Property("PackageProjectUrl")}/{path}", Manifest(key).Single());
        Assert.True(path.EndsWith('/') || File.Exists(RepositoryRoot.File(path)));
    }

    [Fact]
    public void It_has_tags_to_be_found_by_for_every_edition_and_system() =>
        Assert.Superset(
            new HashSet<string>
            {
                "Logging", "Trading", "PSEdition_Core", "PSEdition_Desktop", "Windows", "Linux", "MacOS",
            },
            Manifest("PrivateData.PSData.Tags").ToHashSet());

    [Fact]
    public void The_placeholder_for_a_host_stands_in_the_build_and_in_the_manifest_only()
    {
        string[] files =
        [
            .. ((string[])["*.md", "*.cs", "*.ps1", "*.psm1", "*.csproj", "*.targets", "*.yml"])
                .SelectMany(
                    pattern => Directory.EnumerateFiles(RepositoryRoot.Directory, pattern, SearchOption.AllDirectories))
                .Where(file => !Built().IsMatch(Path.GetRelativePath(RepositoryRoot.Directory, file))),
        ];

        string host = new Uri(Property("PackageProjectUrl")).Host;
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains(host, StringComparison.Ordinal));
    }

    private static string Property(string name) => Properties.Descendants(name).Single().Value;

    private static string[] Manifest(string key)
    {
        using var session = new PowerShellSession();
        return session.Invoke($"(Import-PowerShellDataFile '{RepositoryRoot.File("TradingLogger.psd1")}').{key}")
            .Succeeded().Values
            .Cast<string>()
            .ToArray();
    }

    [GeneratedRegex(@"(^|[\\/])(bin|obj|artifacts|\.git)[\\/]")]
    private static partial Regex Built();
}
