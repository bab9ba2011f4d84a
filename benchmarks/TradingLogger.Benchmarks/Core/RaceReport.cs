using System.Globalization;
using TradingLogging.Benchmarks.Contenders;
using TradingLogging.Formatting;

namespace TradingLogging.Benchmarks.Core;

/// <summary>One trade event: this product, the floor and other loggers in one table.</summary>
/// <param name="output">Where the table goes, in Markdown.</param>
/// <param name="events">How many events make a turn.</param>
/// <param name="rounds">How many turns each has.</param>
internal sealed class RaceReport(TextWriter output, int events, int rounds)
{
    /// <summary>All that race; the first is the floor.</summary>
    public static IReadOnlyList<Func<Contender>> Contenders { get; } =
    [
        () => new WriteFloor(),
        () => new HandWritten(),
        () => new Utf8Json(),
        () => new TradingLoggerTyped(),
        () => new TradingLoggerDictionary(),
        () => new TradingLoggerChained(),
        () => new TradingLoggerBatch(),
        () => new SerilogFile(),
        () => new SerilogShared(),
        () => new MicrosoftLoggingOverSerilog(),
        () => new MicrosoftLoggingOverTradingLogger(TextFormat.Json),
        () => new NLogContender(),
        () => new Log4NetContender(),
        () => new TradingLoggerAsync(),
        () => new ZLoggerContender(),
        () => new SerilogAsync(),
    ];

    /// <summary>Measures and writes all of it.</summary>
    public void Write()
    {
        output.WriteLine();
        output.WriteLine(
            "| one trade event | threads | call, x floor (spread) | until all is written, x floor | B/event | safe "
                + "from `kill -9` |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (int threads in new[] { 1, 4 })
        {
            foreach (RaceResult result in new Race(Contenders, threads, events, rounds).Run())
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {result.Name} | {threads} | {result.CallRatio:F2} ({result.CallLow:F2} to "
                        + $"{result.CallHigh:F2}) | {result.WallRatio:F2} | {result.Bytes:F0} | "
                        + $"{(result.IsDurable ? "yes" : "no")} |"));
            }
        }
    }
}
