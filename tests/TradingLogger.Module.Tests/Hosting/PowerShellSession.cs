using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Engine = System.Management.Automation.PowerShell;

namespace TradingLogging.PowerShell.Tests.Hosting;

/// <summary>A runspace of the real engine with the module imported and a temporary directory as <c>$PWD</c>.</summary>
/// <remarks>
/// The logger is one per process, so disposing removes the module, which closes it.
/// </remarks>
public sealed class PowerShellSession : IDisposable
{
    private static readonly string BuiltInModules =
        Path.Combine(Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!, "Modules");

    private readonly CultureInfo? _culture;
    private readonly TemporaryDirectory _directory = new();

    /// <summary>Opens the runspace and imports the module.</summary>
    /// <param name="culture">The culture scripts run in, such as <c>de-DE</c>; null for the machine's.</param>
    public PowerShellSession(string? culture = null)
    {
        _culture = culture is null ? null : CultureInfo.GetCultureInfo(culture);
        Runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        // The culture is the thread's: with the test's own thread it is the one set around each call.
        Runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        Runspace.Open();
        // Opening has put what this machine has installed on the path.
        Environment.SetEnvironmentVariable("PSModulePath", BuiltInModules);
        Runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(_directory.FullName));
        Import();
    }

    /// <summary>The runspace.</summary>
    public Runspace Runspace { get; }

    /// <summary>The full path of <c>$PWD</c>, a temporary directory that is gone after the test.</summary>
    public string Directory => _directory.FullName;

    /// <summary>The full path of a file under <c>$PWD</c>.</summary>
    public string File(string relativePath) => _directory.File(relativePath);

    /// <summary>Runs script text in the session's global scope.</summary>
    /// <param name="script">The text; it may have a <c>param</c> block.</param>
    /// <param name="parameters">Values for its <c>param</c> block, by name.</param>
    /// <returns>The output and all streams; an error that ended the script is in it and not thrown.</returns>
    public ScriptResult Invoke(string script, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var engine = Engine.Create(Runspace);
        engine.AddScript(script);
        foreach (var (name, value) in parameters)
            engine.AddParameter(name, value);

        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = _culture ?? culture;
        try
        {
            return Run(engine);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>Removes the module, closes the runspace and deletes the directory.</summary>
    public void Dispose()
    {
        Invoke("Remove-Module TradingLogger -Force -ErrorAction Ignore");
        Runspace.Dispose();
        _directory.Dispose();
    }

    private static ScriptResult Run(Engine engine)
    {
        var output = new PSDataCollection<PSObject>();
        ErrorRecord? failure = null;
        try
        {
            engine.Invoke(input: null, output, settings: null);
        }
        catch (RuntimeException exception)
        {
            failure = exception.ErrorRecord;
        }

        var streams = engine.Streams;
        return new ScriptResult(
            [.. output],
            [.. streams.Error],
            failure,
            [.. streams.Warning.Select(record => record.Message)],
            [.. streams.Verbose.Select(record => record.Message)],
            [.. streams.Debug.Select(record => record.Message)],
            [.. streams.Information]);
    }

    private void Import() => Invoke(
        "param($Path) Import-Module -Name ([WildcardPattern]::Escape($Path)) -ErrorAction Stop",
        ("Path", RepositoryRoot.File("TradingLogger.psd1"))).Succeeded();
}
