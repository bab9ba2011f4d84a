using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TradingLogging.Help;

/// <summary>The XML comments of an assembly as Markdown: code is in backticks, and a paragraph is one line.</summary>
internal sealed partial class XmlComments
{
    private readonly Dictionary<string, XElement> _members;

    private XmlComments(XDocument document) =>
        _members = document.Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>Reads the file that the compiler writes beside an assembly.</summary>
    public static XmlComments Load(string path) => new(XDocument.Load(path, LoadOptions.PreserveWhitespace));

    /// <summary>The paragraphs of a type's summary.</summary>
    public IReadOnlyList<string> Summary(Type type) => Paragraphs("T:" + type.FullName, "summary");

    /// <summary>The paragraphs of a property's summary.</summary>
    public IReadOnlyList<string> Summary(Type declaring, string property) =>
        Paragraphs($"P:{declaring.FullName}.{property}", "summary");

    /// <summary>The paragraphs of a property's remarks.</summary>
    public IReadOnlyList<string> Remarks(Type declaring, string property) =>
        Paragraphs($"P:{declaring.FullName}.{property}", "remarks");

    private string[] Paragraphs(string member, string section)
    {
        XElement? comment = _members.GetValueOrDefault(member);
        if (comment?.Element("inheritdoc")?.Attribute("cref") is { } source && section == "summary")
            return Paragraphs(source.Value, section);
        if (comment?.Element(section) is not { } element)
            return [];
        IEnumerable<XElement> paragraphs = element.Elements("para").Any() ? element.Elements("para") : [element];
        return
        [
            .. paragraphs.Select(
                paragraph => WhiteSpace().Replace(string.Concat(paragraph.Nodes().Select(Markdown)), " ").Trim()),
        ];
    }

    private static string Markdown(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } cref =>
            $"`{cref.Value[(cref.Value.LastIndexOf('.') + 1)..]}`",
        _ => throw new HelpException($"The XML comment has an element that the help does not know: {node}"),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
