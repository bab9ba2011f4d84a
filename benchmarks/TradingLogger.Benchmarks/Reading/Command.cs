using System.Diagnostics;
using System.Globalization;

namespace TradingLogging.Benchmarks.Reading;

/// <summary>Runs another program.</summary>
internal static class Command
{
    /// <summary>Whether a program is installed.</summary>
    public static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, program)));

    /// <summary>Runs a program and takes the last number that it prints.</summary>
    /// <exception cref="InvalidOperationException">It printed no number.</exception>
    public static long Run(string program, params string[] arguments)
    {
        string output = Read(program, arguments);
        string last = output.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault()
            ?? string.Empty;
        return long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new InvalidOperationException($"{program} printed no number: {output}");
    }

    /// <summary>Runs a program and takes what it prints.</summary>
    public static string Read(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
