using TradingLogging.PowerShell.Tests.Hosting;

namespace TradingLogging.PowerShell.Tests.Documentation;

/// <summary>A Markdown file of the checkout.</summary>
internal sealed class Document
{
    private Document(string name)
    {
        Name = name;
        Text = File.ReadAllText(RepositoryRoot.File(name));
        Blocks = [.. MarkdownBlock.In(Text)];
    }

    /// <summary>The README.</summary>
    public static Document Readme { get; } = new("README.md");

    /// <summary>The README, the other documents of the root, and those below <c>docs</c>, by their paths from the
    /// root.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(RepositoryRoot.Directory, "*.md")
            .Concat(Directory.EnumerateFiles(RepositoryRoot.File("docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Directory, file));

    /// <summary>Its path from the root.</summary>
    public string Name { get; }

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>Its fenced blocks.</summary>
    public IReadOnlyList<MarkdownBlock> Blocks { get; }

    /// <summary>A document.</summary>
    /// <param name="name">Its path from the root.</param>
    public static Document Load(string name) => new(name);

    /// <summary>The block of a language that it has one of.</summary>
    public MarkdownBlock Block(string language) => Blocks.Single(block => block.Language == language);

    /// <summary>What stands between a comment that begins with a word and the next <c>end</c> comment.</summary>
    public string Part(string comment)
    {
        var begin = Text.IndexOf(
            "-->\n", Text.IndexOf($"<!-- {comment}:", StringComparison.Ordinal), StringComparison.Ordinal) + 4;
        return Text[begin..Text.IndexOf("<!-- end -->", begin, StringComparison.Ordinal)].Trim('\n') + "\n";
    }
}
