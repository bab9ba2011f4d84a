using TradingLogging.Help;

// help  <assembly> <XML comments> <directory of pages> <address of the pages> <output directory>
//     What the build of the module does: the pages, the XML comments and the settings become what Get-Help reads.
// pages <assembly> <XML comments> <repository>
//     Writes what the code says into the pages and into the table of docs/settings.md.
try
{
    IReadOnlyList<CmdletDescription> cmdlets = ModuleHelp.Cmdlets(args[1], args[2]);
    if (args[0] == "help")
    {
        ModuleHelp.WriteHelp(cmdlets, args[3], new Uri(args[4]), args[5]);
        return 0;
    }

    foreach ((string path, string text) in ModuleHelp.Refreshed(cmdlets, args[3]).ToArray())
        File.WriteAllText(path, text);
    return 0;
}
catch (HelpException exception)
{
    // MSBuild takes a line of this form for an error.
    Console.Error.WriteLine($"TradingLogger.Help: error : {exception.Message}");
    return 1;
}
