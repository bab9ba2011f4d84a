using System.Diagnostics;
using System.Globalization;
using TradingLogging.Benchmarks.Contenders;
using TradingLogging.Configuration;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Benchmarks.Core;

/// <summary>What one of several processes has measured that write the same trade log.</summary>
/// <param name="Ratio">Processor time of the calling thread for an event, as a multiple of one write to a file of its
/// own while the other processes write to theirs.</param>
/// <param name="LongestMilliseconds">The slowest call.</param>
internal sealed record ContentionResult(double Ratio, double LongestMilliseconds);

/// <summary>Several processes that write the same trade log as fast as they can: this program, started again.</summary>
internal static class Contention
{
    /// <summary>The argument that makes this program one of those processes.</summary>
    public const string Argument = "contend";

    /// <summary>How many events each process writes.</summary>
    public const int Events = 100_000;

    private const int WarmUpTurns = 40;
    private const int WarmUpEvents = 1_000;

    private static readonly string[] Stages = ["floor", "log"];

    /// <summary>Runs the processes, all at once.</summary>
    public static ContentionResult[] Run(string directory, int processes)
    {
        Process[] started = [.. Enumerable.Range(0, processes).Select(_ => Start(directory))];
        foreach (string stage in Stages)
        {
            foreach (Process process in started)
                process.StandardOutput.ReadLine();
            foreach (Process process in started)
                process.StandardInput.WriteLine(stage);
        }

        return [.. started.Select(Read)];
    }

    /// <summary>Is one of the processes.</summary>
    public static void Write(string directory)
    {
        // Of dozens of processes in full swing one may wait longer than by default.
        TradingLogger.Initialize(new LoggingConfig
        {
            LogDirectory = directory,
            Console = false,
            PropagateTrades = false,
            LockTimeout = TimeSpan.FromMinutes(1),
        });
        using AppendHandle floor = PlatformFiles.Current.OpenForAppend(
            Path.Combine(directory, $"floor.{Environment.ProcessId}.log"));
        WarmUp(floor);
        double write = Measure(() => floor.Write(FloorReport.Line));
        long longest = 0;
        double call = Measure(() =>
        {
            long start = Stopwatch.GetTimestamp();
            TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance);
            longest = Math.Max(longest, Stopwatch.GetTimestamp() - start);
        });
        Console.WriteLine(FormattableString.Invariant($"{call / write} {longest * 1e3 / Stopwatch.Frequency}"));
        TradingLogger.Close();
    }

    // Code is compiled again when it has been used often, and not at once.
    private static void WarmUp(AppendHandle floor)
    {
        for (int turn = 0; turn < WarmUpTurns; turn++)
        {
            for (int number = 0; number < WarmUpEvents; number++)
            {
                TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance);
                floor.Write(FloorReport.Line);
            }

            Thread.Sleep(30);
        }
    }

    // Begins when all processes are ready to.
    private static double Measure(Action action)
    {
        Console.WriteLine("ready");
        Console.In.ReadLine();
        long cpu = ThreadClock.Now;
        for (int number = 0; number < Events; number++)
            action();
        return (ThreadClock.Now - cpu) / (double)Events;
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
            double.Parse(numbers[0], CultureInfo.InvariantCulture),
            double.Parse(numbers[1], CultureInfo.InvariantCulture));
    }
}
