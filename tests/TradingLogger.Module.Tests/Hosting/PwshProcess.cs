using System.Diagnostics;
using TradingLogging.Tests;

namespace TradingLogging.PowerShell.Tests.Hosting;

/// <summary>PowerShell itself, where the machine has it.</summary>
public static class PwshProcess
{
    // build.ps1 compiles everything for each host, beside other tests. It ends before a test counts as hanging.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(12);

    /// <summary>Whether <c>pwsh</c> is on the path.</summary>
    public static bool IsInstalled { get; } = Find() is not null;

    /// <summary>Runs <c>pwsh</c> without a profile to its end.</summary>
    /// <param name="arguments">Its further arguments, for example <c>-Command</c> and a text.</param>
    /// <param name="workingDirectory">The current directory.</param>
    /// <param name="environment">Variables that it gets beside those of this process.</param>
    /// <exception cref="TimeoutException">It did not end in time; it has been killed.</exception>
    public static HostResult Run(
        IEnumerable<string> arguments,
        string workingDirectory,
        params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Find()!, ["-NoProfile", "-NonInteractive", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory,
        };
        start.Environment["NO_COLOR"] = "1";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(Patience))
            return new HostResult(process.ExitCode, output.InTime(), error.InTime());

        process.Kill(entireProcessTree: true);
        throw new TimeoutException(
            $"pwsh did not end within {Patience}. It had written: {output.InTime()}{error.InTime()}");
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
            .FirstOrDefault(File.Exists);
}
