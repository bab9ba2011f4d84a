namespace TradingLogging.PowerShell.Tests.Documentation;

/// <summary>A fenced block of a Markdown file.</summary>
/// <param name="Language">The word behind the opening fence.</param>
/// <param name="Text">The lines between the fences, each ended by a line feed.</param>
/// <param name="Line">The line of the opening fence, from 1.</param>
public sealed record MarkdownBlock(string Language, string Text, int Line)
{
    private const string Fence = "```";

    /// <summary>The fenced blocks of a text, in its order.</summary>
    public static IEnumerable<MarkdownBlock> In(string markdown)
    {
        var lines = markdown.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
                continue;

            var end = Array.IndexOf(lines, Fence, i + 1);
            if (end < 0)
                throw new FormatException($"The block of line {i + 1} is not closed.");
            yield return new MarkdownBlock(
                lines[i][Fence.Length..], string.Concat(lines[(i + 1)..end].Select(line => line + "\n")), i + 1);
            i = end;
        }
    }
}
