using System.Text.RegularExpressions;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed partial class GuaranteesTests
{
    private static readonly string[] Documents =
        ["docs/guarantees.md", "docs/security.md", "docs/forwarding.md", "docs/alerts.md"];

    public static TheoryData<string> Proofs =>
    [
        .. ProofName().Matches(string.Concat(Documents.Select(Text)))
            .Select(proof => proof.Groups["name"].Value)
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Proofs))]
    public void Every_test_that_a_guarantee_names_exists(string proof)
    {
        var names = proof.Split('.');

        var files = Directory.GetFiles(RepositoryRoot.File("tests"), names[0] + ".cs", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        Assert.Contains(files, file => File.ReadAllText(file).Contains(names[^1], StringComparison.Ordinal));
    }

    private static string Text(string document) => File.ReadAllText(RepositoryRoot.File(document));

    [GeneratedRegex(@"`(?<name>[A-Z]\w+Tests(\.\w+)?)`")]
    private static partial Regex ProofName();
}
