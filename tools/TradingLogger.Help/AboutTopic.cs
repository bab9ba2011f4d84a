using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace TradingLogging.Help;

/// <summary>Makes the text of an about topic, which <c>Get-Help</c> shows as it is.</summary>
internal static class AboutTopic
{
    private const int LineLength = 78;
    private const int Indent = 4;

    /// <summary>Writes the settings into the page of the topic.</summary>
    public static string Refresh(string page)
    {
        var parsed = Page.Parse(page);
        string settings = parsed["Settings"];
        return parsed.With("Settings", SettingsTable.ReplaceTable(settings, SettingsTable.Short())).ToString();
    }

    /// <summary>Makes the topic from its page.</summary>
    /// <exception cref="HelpException">The page has a block that an about topic cannot show.</exception>
    public static string Text(string page)
    {
        var text = new StringBuilder();
        foreach (Block block in PlainText.Parse(page))
        {
            string part = block switch
            {
                HeadingBlock { Level: 1 } title => $"TOPIC\n{Indented(PlainText.Of(title), Indent)}",
                HeadingBlock heading => PlainText.Of(heading).ToUpperInvariant(),
                CodeBlock code => Indented(PlainText.Of(code), 2 * Indent),
                Table table => Indented(Columns(table), Indent),
                ListBlock list => Indented(Items(list), Indent),
                _ => Indented(Wrapped(PlainText.Of(block), LineLength - Indent), Indent),
            };
            text.Append(part).Append(block is HeadingBlock { Level: > 1 } ? "\n" : "\n\n");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Items(ListBlock list) =>
        string.Join('\n', list.Cast<ListItemBlock>().SelectMany(item => item).Select(PlainText.Of));

    private static string Columns(Table table)
    {
        string[][] rows = [.. table.Cast<TableRow>().Select(row => row.Cast<TableCell>().Select(Cell).ToArray())];
        int[] widths =
        [
            .. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length) + 2),
        ];
        int left = widths[..^1].Sum();
        // A table without words in its head is a list of terms.
        return string.Join('\n', rows.Where(row => row.Any(cell => cell.Length > 0)).Select(row =>
            string.Concat(row[..^1].Select((cell, column) => cell.PadRight(widths[column])))
            + Wrapped(row[^1], LineLength - Indent - left).Replace(
                "\n", "\n" + new string(' ', left), StringComparison.Ordinal)));
    }

    private static string Cell(TableCell cell) => string.Concat(cell.Select(PlainText.Of));

    private static string Indented(string text, int indent) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : new string(' ', indent) + line));

    private static string Wrapped(string text, int width)
    {
        var lines = new List<string>();
        foreach (string word in text.Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= width)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }

        return string.Join('\n', lines);
    }
}
