using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace TradingLogging.Help;

/// <summary>Markdown as the plain text that PowerShell's help shows.</summary>
internal static class PlainText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    /// <summary>Parses Markdown with tables.</summary>
    public static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    /// <summary>The paragraphs and blocks of code, one a string.</summary>
    public static IReadOnlyList<string> Paragraphs(string markdown) => [.. Parse(markdown).Select(Of)];

    /// <summary>The parts below headings of the third level.</summary>
    public static IReadOnlyList<Subsection> Subsections(string markdown)
    {
        var parts = new List<Subsection>();
        foreach (Block block in Parse(markdown))
        {
            if (block is HeadingBlock heading)
                parts.Add(new Subsection(Of(heading), []));
            else if (parts.Count == 0)
                throw new HelpException($"Text before the first heading: {Of(block)}");
            else
                parts[^1].Blocks.Add(Of(block));
        }

        return parts;
    }

    /// <summary>The texts of all links.</summary>
    public static IReadOnlyList<string> Links(string markdown) =>
        [.. Parse(markdown).Descendants<LinkInline>().Select(Of)];

    /// <summary>The text of a block without its marks.</summary>
    /// <exception cref="HelpException">The block is of a kind that help cannot show here.</exception>
    public static string Of(Block block) => block switch
    {
        CodeBlock code => code.Lines.ToString(),
        LeafBlock { Inline: not null } leaf => Of(leaf.Inline),
        _ => throw new HelpException($"{block.GetType().Name} in line {block.Line + 1} cannot be shown here."),
    };

    /// <summary>The text of inlines without their marks.</summary>
    public static string Of(ContainerInline inlines) => string.Concat(inlines.Select(Of));

    private static string Of(Inline inline) => inline switch
    {
        CodeInline code => code.Content,
        LiteralInline literal => literal.Content.ToString(),
        LineBreakInline => " ",
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        ContainerInline container => Of(container),
        _ => throw new HelpException($"{inline.GetType().Name} cannot be shown in help."),
    };
}

/// <summary>A part of a page: the text of its heading, and of each block below it.</summary>
internal sealed record Subsection(string Heading, List<string> Blocks);
