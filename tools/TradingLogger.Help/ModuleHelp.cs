using System.Reflection;

namespace TradingLogging.Help;

/// <summary>The files of the help: pages in, what <c>Get-Help</c> reads out.</summary>
internal static class ModuleHelp
{
    private const string About = "about_TradingLogger";

    /// <summary>Describes the cmdlets of an assembly whose XML comments lie beside it.</summary>
    public static IReadOnlyList<CmdletDescription> Cmdlets(string assembly, string comments) =>
        new CmdletReader(Assembly.LoadFrom(assembly), XmlComments.Load(comments)).Read();

    /// <summary>Writes the help of the cmdlets and the about topic.</summary>
    /// <exception cref="HelpException">A page is missing, or has a form that help cannot show.</exception>
    public static void WriteHelp(IReadOnlyList<CmdletDescription> cmdlets, string pages, Uri onlinePages, string output)
    {
        var maml = new Maml(onlinePages);
        Directory.CreateDirectory(output);
        Maml.File(cmdlets.Select(cmdlet => maml.Cmdlet(cmdlet, Page.Parse(Read(pages, cmdlet.Name)))))
            .Save(Path.Combine(output, "TradingLogger.dll-Help.xml"));
        File.WriteAllText(Path.Combine(output, About + ".help.txt"), AboutTopic.Text(Read(pages, About)));
    }

    /// <summary>The documents that hold something of the code, by path, as they should be.</summary>
    /// <exception cref="HelpException">A page or one of its parts is missing.</exception>
    public static IEnumerable<(string Path, string Text)> Refreshed(
        IReadOnlyList<CmdletDescription> cmdlets, string repository)
    {
        string pages = Path.Combine(repository, "docs", "en-US");
        foreach (CmdletDescription cmdlet in cmdlets)
            yield return (PagePath(pages, cmdlet.Name), CmdletPage.Refresh(Read(pages, cmdlet.Name), cmdlet));
        yield return (PagePath(pages, About), AboutTopic.Refresh(Read(pages, About)));
        string settings = Path.Combine(repository, "docs", "settings.md");
        var page = Page.Parse(File.ReadAllText(settings));
        yield return (
            settings,
            page.With("The settings", SettingsTable.ReplaceTable(page["The settings"], SettingsTable.Full()))
                .ToString());
    }

    private static string Read(string pages, string name)
    {
        string path = PagePath(pages, name);
        return File.Exists(path)
            ? File.ReadAllText(path)
            : throw new HelpException($"{path} is missing: copy another page and describe {name} there.");
    }

    private static string PagePath(string pages, string name) => Path.Combine(pages, name + ".md");
}
