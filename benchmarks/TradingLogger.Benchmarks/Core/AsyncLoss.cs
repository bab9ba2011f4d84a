using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using TradingLogging.Benchmarks.Contenders;
using TradingLogging.Configuration;
using TradingLogging.Reading;
using TradingLogging.Storage;

namespace TradingLogging.Benchmarks.Core;

/// <summary>What <c>kill -9</c> costs a writer with <c>mode = async</c>: this program, started again and killed in full
/// swing.</summary>
internal static class AsyncLoss
{
    /// <summary>The argument that makes this program the writer.</summary>
    public const string Argument = "lose";

    private const int FirstEvents = 100_000;

    /// <summary>Kills a writer.</summary>
    /// <param name="directory">Where its log goes; made new.</param>
    /// <param name="delay">How long it writes after the start.</param>
    /// <returns>How many events it had given away that are not in the log.</returns>
    public static long Run(string directory, TimeSpan delay)
    {
        Directory.CreateDirectory(directory);
        string counter = Path.Combine(directory, "counter");
        File.WriteAllBytes(counter, new byte[sizeof(long)]);
        using Process writer = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(AsyncLoss).Assembly.Location, Argument, directory },
            RedirectStandardOutput = true,
        })!;
        writer.StandardOutput.ReadLine();
        Thread.Sleep(delay);
        writer.Kill();
        writer.WaitForExit();
        // A reader brings in what was left.
        _ = TradeLog.InDirectory(directory).Count();
        long given = BitConverter.ToInt64(File.ReadAllBytes(counter));
        return given - LinesIn(directory);
    }

    /// <summary>Is the writer.</summary>
    public static void Write(string directory)
    {
        TradingLogger.Initialize(new LoggingConfig
        {
            LogDirectory = directory,
            Console = false,
            PropagateTrades = false,
            Mode = WriteMode.Async,
        });
        using var counter = MemoryMappedFile.CreateFromFile(Path.Combine(directory, "counter"), FileMode.Open);
        using MemoryMappedViewAccessor view = counter.CreateViewAccessor();
        for (long number = 1; ; number++)
        {
            TradingLogger.LogTrade(SampleEvent.Action, SampleEvent.Instance);
            view.Write(0, number);
            if (number == FirstEvents)
                Console.WriteLine("in full swing");
        }
    }

    private static long LinesIn(string directory) =>
        Directory.EnumerateFiles(directory, "trades.log*").Sum(file => File.ReadLines(file).LongCount());
}
