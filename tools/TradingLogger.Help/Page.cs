using System.Text.RegularExpressions;

namespace TradingLogging.Help;

/// <summary>A Markdown page as sections of text, so that some can be written anew and the others stay as they
/// are.</summary>
internal sealed partial class Page
{
    private readonly List<(string Heading, string Body)> _sections;

    private Page(List<(string Heading, string Body)> sections) => _sections = sections;

    /// <summary>Takes a page apart at its headings of the first and second level.</summary>
    public static Page Parse(string text)
    {
        var sections = new List<(string Heading, string Body)>();
        foreach (string part in Section().Split(text).Where(part => part.Length > 0))
        {
            int end = part.IndexOf('\n', StringComparison.Ordinal);
            sections.Add((part[..end].TrimStart('#', ' '), part[(end + 1)..].Trim('\n')));
        }

        return new Page(sections);
    }

    /// <summary>The text below a heading; empty without such a heading.</summary>
    public string this[string heading] => _sections.FirstOrDefault(section => section.Heading == heading).Body ?? "";

    /// <summary>Puts another text below a heading that is there.</summary>
    /// <exception cref="HelpException">The page has no such heading.</exception>
    public Page With(string heading, string body)
    {
        int index = _sections.FindIndex(section => section.Heading == heading);
        if (index < 0)
            throw new HelpException($"The page '{_sections[0].Heading}' has no heading '{heading}'.");
        return new Page([.. _sections[..index], (heading, body.Trim('\n')), .. _sections[(index + 1)..]]);
    }

    /// <summary>The whole page.</summary>
    public override string ToString() => string.Join(
        "\n",
        _sections.Select(
            (section, index) =>
                $"{(index == 0 ? "#" : "##")} "
                    + $"{section.Heading}\n{(section.Body.Length == 0 ? "" : $"\n{section.Body}\n")}"));

    // A comment of PowerShell begins with one # and a space, too: only the first line of a page is a title.
    [GeneratedRegex(@"^(?=## )", RegexOptions.Multiline)]
    private static partial Regex Section();
}
