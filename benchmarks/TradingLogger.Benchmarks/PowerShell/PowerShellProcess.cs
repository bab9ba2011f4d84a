using System.Diagnostics;
using System.Globalization;

namespace TradingLogging.Benchmarks.PowerShell;

/// <summary>A fresh process that runs one of the scripts beside this file: <c>pwsh</c> where it is installed, otherwise
/// the same console from its package.</summary>
internal static class PowerShellProcess
{
    /// <summary>The module in this checkout, which is compiled while it runs.</summary>
    public static readonly string OwnModule = Path.Combine(FindRepository(), "TradingLogger.psd1");

    /// <summary>The name of the host, as it stands in the report.</summary>
    public static string HostName =>
        Pwsh is null ? "the console of Microsoft.PowerShell.SDK (no pwsh on this machine)" : "pwsh";

    private static string? Pwsh { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs a script to its end in a log directory of its own.</summary>
    /// <param name="module">The manifest of the module to be measured.</param>
    /// <param name="script">The name of the script.</param>
    /// <param name="options">The names and values of its further parameters.</param>
    /// <returns>Its output lines split at semicolons, the wall time of the process, and the lines in its trade
    /// log.</returns>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public static ProcessRun Run(string module, string script, params (string Name, object Value)[] options)
    {
        string logs = Directory.CreateTempSubdirectory("tradinglogger-bench-").FullName;
        try
        {
            long began = Stopwatch.GetTimestamp();
            using Process process = Process.Start(Command(module, script, logs, options))!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            TimeSpan wall = Stopwatch.GetElapsedTime(began);
            if (process.ExitCode != 0 || errors.Result.Length > 0)
                throw new InvalidOperationException($"{script} failed: {errors.Result}{output}");
            return new ProcessRun(Split(output), wall, EventsIn(logs));
        }
        finally
        {
            Directory.Delete(logs, recursive: true);
        }
    }

    private static ProcessStartInfo Command(
        string module,
        string script,
        string logs,
        (string Name, object Value)[] options)
    {
        var start = new ProcessStartInfo(Pwsh ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What pwsh does beside the script, for the one and for the other, is none of the measurement's business.
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        string[] host = Pwsh is null ? [Path.Combine(AppContext.BaseDirectory, "TradingLogger.Host.dll")] : [];
        string[] standing =
        [
            .. host, "-NoProfile", "-NonInteractive", "-File",
            Path.Combine(AppContext.BaseDirectory, "PowerShell", script),
            "-EmptyModule", Path.Combine(AppContext.BaseDirectory, "TradingLogger.Benchmarks.EmptyModule.dll"),
            "-Module", Path.GetFullPath(module),
            "-LogDirectory", logs,
        ];
        foreach (string argument in standing)
            start.ArgumentList.Add(argument);
        foreach ((string name, object value) in options)
        {
            start.ArgumentList.Add("-" + name);
            start.ArgumentList.Add(Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }

        return start;
    }

    private static string[][] Split(string output) =>
        [
            .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split(';')),
        ];

    private static int EventsIn(string logs)
    {
        string file = Path.Combine(logs, "trades.log");
        return File.Exists(file) ? File.ReadLines(file).Count() : 0;
    }

    private static string FindRepository()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "TradingLogger.psd1")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException("The benchmarks run inside the repository.");
    }
}
