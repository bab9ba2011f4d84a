using System.Diagnostics;
using TradingLogging.Tests;

namespace TradingLogging.PowerShell.Tests.Hosting;

/// <summary>The console of <c>src/TradingLogger.Host</c> as a real child process.</summary>
public sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly List<string> _seen = [];

    private HostProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The command that starts the host, for a shell script that gives it arguments.</summary>
    public static string CommandText => string.Join(' ', CommandLine([]));

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Runs the host to its end.</summary>
    /// <param name="arguments">Its arguments, as <c>pwsh</c> has them.</param>
    /// <param name="workingDirectory">The current directory; null for the test's own.</param>
    /// <param name="environment">Variables to set, or with null to unset.</param>
    /// <param name="input">The standard input.</param>
    public static HostResult Run(
        IEnumerable<string> arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string input = "")
    {
        using var host = Start(CommandLine(arguments), workingDirectory, environment, input);
        return host.WaitForExit();
    }

    /// <summary>Runs script text, from a file in the working directory or a temporary one, to its end.</summary>
    /// <param name="script">The text.</param>
    /// <param name="arguments">The script's arguments.</param>
    /// <param name="workingDirectory">The current directory; null for a temporary one.</param>
    /// <param name="environment">Variables to set, or with null to unset.</param>
    public static HostResult RunScript(
        string script,
        IEnumerable<string>? arguments = null,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Write("script.ps1", script);
        return Run([path, .. arguments ?? []], workingDirectory ?? directory.FullName, environment);
    }

    /// <summary>Starts the host and goes on: for signals and for several processes at once.</summary>
    /// <param name="arguments">Its arguments, as <c>pwsh</c> has them.</param>
    /// <param name="workingDirectory">The current directory; null for the test's own.</param>
    /// <param name="environment">Variables to set, or with null to unset.</param>
    public static HostProcess Start(
        IEnumerable<string> arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null) =>
        Start(CommandLine(arguments), workingDirectory, environment, input: "");

    private static HostProcess Start(
        string[] command, string? workingDirectory, IReadOnlyDictionary<string, string?>? environment, string input)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in TestEnvironment.Variables.Concat(
            environment ?? new Dictionary<string, string?>()))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return new HostProcess(process);
    }

    /// <summary>Waits until the host has written a line to its standard output.</summary>
    /// <param name="line">The whole line.</param>
    public void WaitForLine(string line)
    {
        while (_process.StandardOutput.ReadLineAsync().InTime(line) is { } read)
        {
            _seen.Add(read);
            if (read == line)
                return;
        }

        throw new InvalidOperationException($"The host ended without the line '{line}': {_error.InTime()}");
    }

    /// <summary>Sends a Unix signal.</summary>
    /// <param name="name">Its name without SIG, such as <c>INT</c>.</param>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        kill.EndInTime();
    }

    /// <summary>Waits for the end.</summary>
    /// <exception cref="TimeoutException">It did not end within five minutes; it has been killed.</exception>
    public HostResult WaitForExit()
    {
        var rest = _process.StandardOutput.ReadToEndAsync();
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"The host did not end within {Patience}. It had written: {rest.InTime()}{_error.InTime()}");
        }

        var output = string.Concat(_seen.Select(line => line + "\n")) + rest.InTime();
        return new HostResult(_process.ExitCode, output, _error.InTime());
    }

    /// <summary>Kills the process if it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static string[] CommandLine(IEnumerable<string> arguments) =>
    [
        // A shell starts its background jobs with SIGINT ignored, and every child inherits that.
        .. OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : Array.Empty<string>(),
        "dotnet",
        "exec",
        // With the tests' list of assemblies the engine resolves the module's dlls to those beside the tests: the
        // copies that a coverage run has instrumented.
        "--depsfile", Beside("TradingLogger.Module.Tests.deps.json"),
        "--runtimeconfig", Beside("TradingLogger.Host.runtimeconfig.json"),
        Beside("TradingLogger.Host.dll"),
        .. arguments,
    ];

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
