using System.Diagnostics;
using System.Globalization;
using TradingLogging.Benchmarks.Contenders;

namespace TradingLogging.Benchmarks.Core;

/// <summary>What one of several processes has measured that write the same trade log.</summary>
/// <param name="Nanoseconds">Processor time of the calling thread, an event.</param>
/// <param name="LongestMilliseconds">The slowest call.</param>
internal sealed record ContentionResult(double Nanoseconds, double LongestMilliseconds);

/// <summary>Several processes that write the same trade log as fast as they can: this program, started again.</summary>
internal static class Contention
{
    /// <summary>The argument that makes this program one of those processes.</summary>
    public const string Argument = "contend";

    /// <summary>How many events each process writes.</summary>
    public const int Events = 100_000;

    private const int WarmUp = 30_000;

    /// <summary>Runs the processes, all at once.</summary>
    public static ContentionResult[] Run(string directory, int processes)
    {
        Process[] started = [.. Enumerable.Range(0, processes).Select(_ => Start(directory))];
        foreach (Process process in started)
            process.StandardOutput.ReadLine();
        foreach (Process process in started)
            process.StandardInput.Close();
        return [.. started.Select(Read)];
    }

    /// <summary>Is one of the processes.</summary>
    public static void Write(string directory)
    {
        TradingLogger.Initialize(new LoggingConfig { LogDirectory = directory, Console = false, PropagateTrades = false });
        for (int number = 0; number < WarmUp; number++)
            TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance);
        Console.WriteLine("ready");
        Console.In.ReadToEnd();
        long longest = 0;
        long cpu = ThreadClock.Now;
        for (int number = 0; number < Events; number++)
        {
            long start = Stopwatch.GetTimestamp();
            TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance);
            longest = Math.Max(longest, Stopwatch.GetTimestamp() - start);
        }

        double nanoseconds = (ThreadClock.Now - cpu) / (double)Events;
        Console.WriteLine(FormattableString.Invariant($"{nanoseconds} {longest * 1e3 / Stopwatch.Frequency}"));
        TradingLogger.Close();
    }

    private static Process Start(string directory) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { typeof(Contention).Assembly.Location, Argument, directory },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static ContentionResult Read(Process process)
    {
        string[] numbers = process.StandardOutput.ReadLine()!.Split(' ');
        process.WaitForExit();
        process.Dispose();
        return new ContentionResult(
            double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture));
    }
}
