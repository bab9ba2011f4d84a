using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace TradingLogging.ScriptHost;

/// <summary>Runs one script in a runspace of its own, with the module imported.</summary>
internal sealed class ScriptRunner : IDisposable
{
    private readonly ConsoleHost _host;
    private readonly Runspace _runspace;
    private readonly string _module;

    /// <summary>Opens the runspace.</summary>
    /// <param name="host">Shows what the script writes.</param>
    /// <param name="module">The full path of the module's manifest.</param>
    public ScriptRunner(ConsoleHost host, string module)
    {
        _host = host;
        _module = module;
        _runspace = RunspaceFactory.CreateRunspace(host, SessionState());
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
    }

    /// <summary>Imports the module, then runs the script to its end or until a signal stops it.</summary>
    /// <param name="script">The full path of an existing script file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The process's exit code.</returns>
    public int Run(string script, IEnumerable<CommandParameter> arguments)
    {
        var import = new Command("Import-Module");
        // The parameter is a wildcard pattern: a bracket in a directory's name stands for itself here.
        import.Parameters.Add("Name", WildcardPattern.Escape(_module));
        import.Parameters.Add("ErrorAction", ActionPreference.Stop);

        // In the global scope, as pwsh -File does.
        var file = new Command(script, isScript: false, useLocalScope: false);
        foreach (var argument in arguments)
            file.Parameters.Add(argument);

        var exitCode = Run(import);
        if (exitCode != ExitCode.Success)
            return exitCode;

        ScriptExit.ReachesHost(_runspace);
        return Run(file);
    }

    /// <summary>Closes the runspace.</summary>
    public void Dispose() => _runspace.Dispose();

    private static InitialSessionState SessionState()
    {
        // CreateDefault would look for the Utility and Management assemblies, which the engine's package lacks.
        var state = InitialSessionState.CreateDefault2();
        // Windows' own default forbids every script; this is what pwsh ships with.
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;
        return state;
    }

    private int Run(Command command)
    {
        using var pipeline = ShownPipeline(command);
        using var signals = new StopSignals(pipeline.Stop);

        try
        {
            pipeline.Invoke();
            return signals.ExitCode ?? _host.ExitCode ?? ExitCode.Success;
        }
        // The second: a signal came before the pipeline had started.
        catch (Exception exception) when (exception is RuntimeException or InvalidPipelineStateException)
        {
            Report(exception);
            return signals.ExitCode ?? ExitCode.Failure;
        }
    }

    // Out-Default shows an error in its own view; the mark that sends it to stderr as well is the engine's alone.
    private void Report(Exception exception)
    {
        _host.SendOutputToErrors();
        using var pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add("Out-Default");
        pipeline.Invoke(new[] { (exception as IContainsErrorRecord)?.ErrorRecord ?? (object)exception });
    }

    private Pipeline ShownPipeline(Command command)
    {
        // Not the PowerShell class: it would keep every record of every stream in memory until the script ends.
        var pipeline = _runspace.CreatePipeline();
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add(command);
        pipeline.Commands.Add("Out-Default");
        return pipeline;
    }
}
