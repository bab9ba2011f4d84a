using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using TradingLogging.Handlers;
using Engine = System.Management.Automation.PowerShell;

namespace TradingLogging.PowerShell.Handlers;

/// <summary>A handler that runs a script block for each record, in a runspace and on a thread of its own.</summary>
internal sealed class ScriptHandler : QueuedHandler
{
    [ThreadStatic]
    private static LoggerInstance? t_instance;

    private readonly LoggerInstance _instance;
    private readonly string _block;
    private readonly string? _filter;
    private readonly HandlerRunspace _runspace;
    private volatile Engine? _engine;

    /// <param name="name">The name of the handler.</param>
    /// <param name="instance">The logger whose handler it is.</param>
    /// <param name="block">The text of the block that gets each record.</param>
    /// <param name="filter">The text of the block that decides on a record; null for none.</param>
    /// <param name="runspace">What the runspace is made of.</param>
    public ScriptHandler(
        string name, LoggerInstance instance, string block, string? filter, HandlerRunspace runspace)
        : base(name)
    {
        _instance = instance;
        _block = block;
        _filter = filter;
        _runspace = runspace;
    }

    /// <summary>The logger of the handler whose thread this is: what its block logs goes there. Null on other threads.
    /// The runspace of a handler comes and goes without ending logging.</summary>
    public static LoggerInstance? CurrentInstance => t_instance;

    /// <inheritdoc/>
    protected override bool IsAccepted(LoggedRecord record) =>
        _filter is null || LanguagePrimitives.IsTrue(Run(_filter, record));

    /// <inheritdoc/>
    protected override void Write(LoggedRecord record) => Run(_block, record);

    /// <inheritdoc/>
    protected override void Cancel()
    {
        // PowerShell's own thread for it would keep the process alive until a call into .NET returns.
        if (_engine is { } engine)
            Task.Run(engine.Stop);
    }

    /// <inheritdoc/>
    protected override void Release()
    {
        if (_engine is not { } engine)
            return;
        Runspace runspace = engine.Runspace;
        engine.Dispose();
        runspace.Dispose();
    }

    private Collection<PSObject> Run(string text, LoggedRecord record)
    {
        t_instance = _instance;
        Engine engine = _engine ??= _runspace.Open();
        engine.Commands.Clear();
        engine.Streams.ClearStreams();
        engine.Runspace.SessionStateProxy.SetVariable("_", record);
        Collection<PSObject> output = engine.AddScript(text, useLocalScope: true).AddArgument(record).Invoke();
        // An error that does not end the block is one that it did not do something for.
        if (engine.Streams.Error.Count > 0)
            throw new InvalidOperationException(engine.Streams.Error[0].ToString());
        return output;
    }
}

/// <summary>What the runspace of a handler is made of: as much as the caller may do, and no more.</summary>
/// <param name="Host">Shows what the blocks show.</param>
/// <param name="Module">The path of this module.</param>
/// <param name="Location">The current location; null for that of the process.</param>
/// <param name="LanguageMode">The language that the caller may use.</param>
/// <param name="Variables">Variables to set, by name.</param>
internal sealed record HandlerRunspace(
    PSHost Host,
    string Module,
    string? Location,
    PSLanguageMode LanguageMode,
    IReadOnlyDictionary<string, object?> Variables)
{
    /// <summary>What a runspace for the blocks of a cmdlet's caller is made of.</summary>
    public static HandlerRunspace For(PSCmdlet cmdlet, IReadOnlyDictionary<string, object?> variables)
    {
        string? root = cmdlet.MyInvocation.MyCommand.Module?.ModuleBase;
        string manifest = Path.Combine(root ?? string.Empty, "TradingLogger.psd1");
        PathInfo location = cmdlet.SessionState.Path.CurrentLocation;
        return new HandlerRunspace(
            new HandlerHost(cmdlet.Host),
            File.Exists(manifest) ? manifest : typeof(HandlerRunspace).Assembly.Location,
            location.Provider.Name == "FileSystem" ? location.ProviderPath : null,
            cmdlet.SessionState.LanguageMode,
            variables);
    }

    /// <summary>Opens the runspace.</summary>
    public Engine Open()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.LanguageMode = LanguageMode;
        state.ImportPSModule([WildcardPattern.Escape(Module)]);
        Runspace runspace = RunspaceFactory.CreateRunspace(Host, state);
        try
        {
            runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
            runspace.Open();
            foreach (KeyValuePair<string, object?> variable in Variables)
                runspace.SessionStateProxy.SetVariable(variable.Key, variable.Value);
            if (Location is not null)
                runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(Location));
            Engine engine = Engine.Create();
            engine.Runspace = runspace;
            return engine;
        }
        catch
        {
            runspace.Dispose();
            throw;
        }
    }
}
