using TradingLogging.PowerShell.Tests.Hosting;

namespace TradingLogging.PowerShell.Tests.Documentation;

/// <summary>README.md of the checkout.</summary>
internal static class Readme
{
    /// <summary>Its text.</summary>
    public static string Text { get; } = File.ReadAllText(RepositoryRoot.File("README.md"));

    /// <summary>Its fenced blocks.</summary>
    public static IReadOnlyList<MarkdownBlock> Blocks { get; } = [.. MarkdownBlock.In(Text)];

    /// <summary>The block of a language that it has one of.</summary>
    public static MarkdownBlock Block(string language) => Blocks.Single(block => block.Language == language);
}
