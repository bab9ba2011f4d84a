using System.Text.Json;
using System.Text.RegularExpressions;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Packaging;

public sealed partial class NoticesTests
{
    private static readonly string Notices = File.ReadAllText(RepositoryRoot.File("THIRD-PARTY-NOTICES"));

    [Fact]
    public void Every_library_that_the_module_carries_has_a_notice_and_no_other()
    {
        var carried = Directory.EnumerateFiles(RepositoryRoot.File("module/bin"), "*.dll", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(file))
            .Where(file => !file.StartsWith("TradingLogger", StringComparison.Ordinal))
            .Distinct();

        Assert.Equal(carried.Order(), Noticed().Select(notice => notice.File).Order());
    }

    [Fact]
    public void A_notice_names_the_version_that_is_carried()
    {
        string[] packages = [.. Packages("src/TradingLogger"), .. Packages("src/TradingLogger.Reports")];

        Assert.All(Noticed(), notice => Assert.Contains(notice.Package, packages));
    }

    [Fact]
    public void The_text_of_every_licence_is_there() =>
        Assert.All(
            Noticed(),
            notice => Assert.Contains($"\nLICENCE {notice.Licence}\n", Notices, StringComparison.Ordinal));

    [Fact]
    public void The_package_takes_the_notices_along() =>
        Assert.Contains(
            "TradingLogger.psd1, LICENSE, THIRD-PARTY-NOTICES",
            File.ReadAllText(RepositoryRoot.File("build.ps1")),
            StringComparison.Ordinal);

    private static IEnumerable<(string Package, string File, string Licence)> Noticed() =>
        Notice().Matches(Notices)
            .Select(
                match => (
                    match.Groups["package"].Value.Replace(' ', '/'),
                    match.Groups["file"].Value,
                    match.Groups["licence"].Value));

    // What NuGet has resolved: "Parquet.Net/6.1.0".
    private static IEnumerable<string> Packages(string project)
    {
        using var assets = JsonDocument.Parse(
            File.ReadAllText(RepositoryRoot.File(project + "/obj/project.assets.json")));
        return [.. assets.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name)];
    }

    [GeneratedRegex(
        @"^(?<package>\S+ \d\S+)\n    (?<file>\S+\.dll)\n(    .*\n)*?    Licence: (?<licence>\S+)\n",
        RegexOptions.Multiline)]
    private static partial Regex Notice();
}
