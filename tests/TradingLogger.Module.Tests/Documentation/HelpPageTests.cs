using System.Management.Automation;
using System.Reflection;
using TradingLogging.Configuration;
using TradingLogging.Configuration.Settings;
using TradingLogging.Help;
using TradingLogging.PowerShell.Commands;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

/// <summary>The text of a parameter stands once, in the XML comment or in the table of the settings; what else shows it
/// was written by tools/TradingLogger.Help.</summary>
public sealed class HelpPageTests
{
    private static readonly string Module = typeof(WriteTradeEventCommand).Assembly.Location;

    private static readonly IReadOnlyList<CmdletDescription> Cmdlets = ModuleHelp.Cmdlets(
        Module, Path.ChangeExtension(Module, ".xml"));

    [Fact]
    public void Pages_and_documents_show_cmdlets_and_settings_as_the_code_has_them() =>
        Assert.All(ModuleHelp.Refreshed(Cmdlets, RepositoryRoot.Directory), document =>
            Assert.True(
                document.Text == File.ReadAllText(document.Path),
                $"{document.Path} is old: dotnet build src/TradingLogger -f net10.0 -t:RefreshHelpPages"));

    [Fact]
    public void No_page_is_left_of_a_cmdlet_that_is_gone() => Assert.Equal(
        Cmdlets.Select(cmdlet => cmdlet.Name).Append("about_TradingLogger").Order(),
        Directory.EnumerateFiles(RepositoryRoot.File("docs/en-US"), "*.md")
            .Select(page => Path.GetFileNameWithoutExtension(page)!)
            .Order());

    [Fact]
    public void A_page_names_the_types_that_its_cmdlet_declares() => Assert.All(Cmdlets, cmdlet =>
    {
        var page = Page.Parse(File.ReadAllText(RepositoryRoot.File($"docs/en-US/{cmdlet.Name}.md")));

        Assert.Equal(
            typeof(WriteTradeEventCommand).Assembly.GetExportedTypes()
                .Single(
                    type => type.GetCustomAttribute<CmdletAttribute>() is { } attribute
                        && $"{attribute.VerbName}-{attribute.NounName}" == cmdlet.Name)
                .GetCustomAttributes<OutputTypeAttribute>()
                .SelectMany(output => output.Type)
                .Select(type => type.Name)
                .Order(),
            PlainText.Subsections(page["Outputs"]).Select(part => part.Heading).Where(type => type != "None").Order());
    });

    [Fact]
    public void No_comment_of_a_cmdlet_types_the_text_of_a_setting_again()
    {
        var comments = XmlComments.Load(Path.ChangeExtension(Module, ".xml"));

        Assert.All(
            LoggingSettings.All,
            setting => Assert.Empty(comments.Summary(typeof(InitializeTradingLoggerCommand), setting.PropertyName)));
    }

    [Fact]
    public void The_XML_comment_of_a_setting_is_its_description()
    {
        var comments = XmlComments.Load(Path.ChangeExtension(typeof(LoggingConfig).Assembly.Location, ".xml"));

        Assert.All(LoggingSettings.All, setting => Assert.Equal(
            [setting.Description],
            comments.Summary(typeof(LoggingConfig), setting.PropertyName).SelectMany(PlainText.Paragraphs)));
    }
}
