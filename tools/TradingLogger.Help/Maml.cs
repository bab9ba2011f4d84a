using System.Globalization;
using System.Management.Automation;
using System.Xml.Linq;

namespace TradingLogging.Help;

/// <summary>Makes the help of a cmdlet in the form that <c>Get-Help</c> reads.</summary>
internal sealed class Maml(Uri onlinePages)
{
    private static readonly XNamespace Commands = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Texts = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Types = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The help of all cmdlets.</summary>
    public static XDocument File(IEnumerable<XElement> cmdlets) => new(new XElement(
        XNamespace.Get("http://msh") + "helpItems",
        new XAttribute("schema", "maml"),
        cmdlets));

    /// <summary>The help of a cmdlet from its description and its page.</summary>
    /// <exception cref="HelpException">A part of the page has a form that help cannot show.</exception>
    public XElement Cmdlet(CmdletDescription cmdlet, Page page) => new(
        Commands + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Texts),
        new XAttribute(XNamespace.Xmlns + "command", Commands),
        new XAttribute(XNamespace.Xmlns + "dev", Types),
        new XElement(
            Commands + "details",
            new XElement(Commands + "name", cmdlet.Name),
            new XElement(Commands + "verb", cmdlet.Name.Split('-')[0]),
            new XElement(Commands + "noun", cmdlet.Name.Split('-')[1]),
            Description(PlainText.Paragraphs(cmdlet.Synopsis))),
        Description(PlainText.Paragraphs(page["Description"])),
        new XElement(Commands + "syntax", cmdlet.ParameterSets.Select(set => Syntax(cmdlet, set))),
        new XElement(Commands + "parameters", cmdlet.Parameters.Select(Parameter)),
        new XElement(Commands + "inputTypes", Typed(page["Inputs"], "inputType")),
        new XElement(Commands + "returnValues", Typed(page["Outputs"], "returnValue")),
        new XElement(
            Texts + "alertSet", new XElement(Texts + "alert", Paragraphs(PlainText.Paragraphs(page["Notes"])))),
        new XElement(Commands + "examples", PlainText.Subsections(page["Examples"]).Select(Example)),
        new XElement(Commands + "relatedLinks", Links(cmdlet, page)));

    private static XElement Syntax(CmdletDescription cmdlet, CommandParameterSetInfo set) => new(
        Commands + "syntaxItem",
        new XElement(Texts + "name", cmdlet.Name),
        CmdletReader.OwnParameters(set).Select(inSet =>
        {
            ParameterDescription parameter = cmdlet.Parameters.First(parameter => parameter.Name == inSet.Name);
            return new XElement(
                Commands + "parameter",
                Attributes(inSet, parameter),
                new XElement(Texts + "name", inSet.Name),
                parameter.IsSwitch ? null : Value(parameter));
        }));

    private static XElement Parameter(ParameterDescription parameter) => new(
        Commands + "parameter",
        Attributes(parameter.Info, parameter),
        new XElement(Texts + "name", parameter.Name),
        Description(parameter.Text.SelectMany(PlainText.Paragraphs)),
        Value(parameter),
        new XElement(Types + "type", new XElement(Texts + "name", parameter.TypeName)),
        new XElement(Types + "defaultValue", parameter.Default));

    private static IEnumerable<XAttribute> Attributes(CommandParameterInfo inSet, ParameterDescription parameter) =>
    [
        new("required", inSet.IsMandatory),
        new("globbing", parameter.TakesWildcards),
        new("pipelineInput", Pipeline(inSet)),
        new("position", inSet.Position < 0 ? "named" : inSet.Position.ToString(CultureInfo.InvariantCulture)),
        .. inSet.Aliases.Count == 0 ? (XAttribute[])[] : [new("aliases", string.Join(", ", inSet.Aliases))],
    ];

    private static string Pipeline(CommandParameterInfo inSet) =>
        (inSet.ValueFromPipeline, inSet.ValueFromPipelineByPropertyName) switch
        {
            (true, true) => "True (ByValue, ByPropertyName)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        };

    private static XElement Value(ParameterDescription parameter) => new(
        Commands + "parameterValue",
        new XAttribute("required", true),
        new XAttribute("variableLength", false),
        parameter.TypeName);

    private static IEnumerable<XElement> Typed(string section, string element) =>
        PlainText.Subsections(section).Select(part => new XElement(
            Commands + element,
            new XElement(Types + "type", new XElement(Texts + "name", part.Heading)),
            Description(part.Blocks)));

    private static XElement Example(Subsection example, int index)
    {
        if (example.Blocks.Count == 0)
            throw new HelpException($"The example '{example.Heading}' has no code.");
        return new XElement(
            Commands + "example",
            new XElement(
                Texts + "title",
                string.Create(CultureInfo.InvariantCulture, $"Example {index + 1}: {example.Heading}")),
            new XElement(Types + "code", example.Blocks[0]),
            new XElement(Types + "remarks", Paragraphs(example.Blocks.Skip(1))));
    }

    // Get-Help -Online opens the first link that has an address.
    private IEnumerable<XElement> Links(CmdletDescription cmdlet, Page page) =>
    [
        Link("Online version:", new Uri(onlinePages, cmdlet.Name + ".md").AbsoluteUri),
        .. PlainText.Links(page["Related links"]).Select(text => Link(text, "")),
    ];

    private static XElement Link(string text, string address) => new(
        Texts + "navigationLink",
        new XElement(Texts + "linkText", text),
        new XElement(Texts + "uri", address));

    private static XElement Description(IEnumerable<string> paragraphs) =>
        new(Texts + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(paragraph => new XElement(Texts + "para", paragraph));
}
