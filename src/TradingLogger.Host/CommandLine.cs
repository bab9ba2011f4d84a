namespace TradingLogging.ScriptHost;

/// <summary>The way from the process's arguments to its exit code.</summary>
internal static class CommandLine
{
    private const string UsageText = """
        Runs a PowerShell script with the module TradingLogger imported.

        Usage: TradingLogger.Host <script.ps1> [-Name value] [-Switch] [-Switch:$false] [value …] [-- value …]

        Exit codes: that of the script's 'exit', else 0 at its end, 1 after an error that ended it,
        64 when there is no such script, 130 after Ctrl+C, 143 after SIGTERM.
        """;

    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            Console.Error.WriteLine(UsageText);
            return ExitCode.Usage;
        }

        var script = Path.GetFullPath(arguments[0]);
        if (!File.Exists(script))
        {
            Console.Error.WriteLine(
                $"There is no script file '{arguments[0]}' (looked for '{script}'). Check the path; a relative one starts at the current directory.");
            return ExitCode.Usage;
        }

        try
        {
            using var runner = new ScriptRunner(ConsoleHost.ForThisProcess(), ModuleLocation.Find(AppContext.BaseDirectory));
            return runner.Run(script, ScriptArguments.Parse(arguments.AsSpan(1)));
        }
        catch (ModuleNotBuiltException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return ExitCode.Failure;
        }
    }
}
