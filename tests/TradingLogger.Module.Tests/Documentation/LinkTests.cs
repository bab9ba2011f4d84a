using System.Text.RegularExpressions;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed partial class LinkTests
{
    public static TheoryData<string> Documents => [.. Document.Names];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_file_that_a_document_links_to_exists(string document)
    {
        var file = RepositoryRoot.File(document);
        var targets = Link().Matches(File.ReadAllText(file))
            .Select(link => link.Groups["target"].Value)
            .Where(target => !target.StartsWith("https://", StringComparison.Ordinal));

        Assert.All(
            targets,
            target => Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, target)), target));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_path_of_the_tree_that_a_document_names_exists(string document)
    {
        var paths = TreePath().Matches(File.ReadAllText(RepositoryRoot.File(document)))
            .Select(match => match.Groups["path"].Value);

        Assert.All(paths, path => Assert.True(Path.Exists(RepositoryRoot.File(path)), path));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_source_file_that_a_document_names_exists(string document)
    {
        var names = SourceFile().Matches(File.ReadAllText(RepositoryRoot.File(document)))
            .Select(match => match.Groups["name"].Value);
        var files = Directory.GetFiles(RepositoryRoot.File("src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => file.Replace('\\', '/'))
            .ToList();

        Assert.All(names, name => Assert.Contains(files, file => file.EndsWith("/" + name, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_map_names_every_folder_of_the_core_and_no_other()
    {
        var map = File.ReadAllText(RepositoryRoot.File("docs/architecture.md"));
        var core = RepositoryRoot.File("src/TradingLogger.Core");
        string[] folders =
        [
            .. Directory.EnumerateDirectories(core, "*", SearchOption.AllDirectories)
                .Select(folder => Path.GetRelativePath(core, folder).Replace('\\', '/'))
                .Where(folder => !folder.StartsWith("bin", StringComparison.Ordinal))
                .Where(folder => !folder.StartsWith("obj", StringComparison.Ordinal)),
        ];
        var named = Folder().Matches(map).Select(match => match.Groups["path"].Value);

        Assert.All(folders, folder => Assert.Contains($"{Path.GetFileName(folder)}`", map, StringComparison.Ordinal));
        Assert.All(named, name => Assert.Contains(name, folders));
    }

    [GeneratedRegex("`(?<path>[A-Z]\\w+(/[A-Z]\\w+)+)`")]
    private static partial Regex Folder();

    [GeneratedRegex("`(?<path>(src|tests|docs|module|tools|benchmarks|samples|configs)/[\\w./-]+)`")]
    private static partial Regex TreePath();

    [GeneratedRegex("`(?<name>[\\w./-]+\\.cs)`")]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"\]\((?<target>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
