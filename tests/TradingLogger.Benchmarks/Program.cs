using System.Globalization;
using TradingLogging.Benchmarks;
using TradingLogging.Benchmarks.Contenders;
using TradingLogging.Benchmarks.PowerShell;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["powershell", ..])
{
    new PowerShellReport(Console.Out, rounds: 5).Write();
    return;
}

int events = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
Func<Contender>[] contenders =
[
    () => new WriteFloor(),
    () => new TradingLoggerTyped(),
    () => new TradingLoggerDictionary(),
    () => new SerilogFile(),
    () => new SerilogShared(),
    () => new SerilogAsync(),
    () => new NLogContender(),
    () => new Log4NetContender(),
    () => new ZLoggerContender(),
];
foreach (int threads in new[] { 1, 4 })
{
    Console.WriteLine($"threads: {threads}");
    foreach (RaceResult result in new Race(contenders, threads, events, rounds).Run())
    {
        Console.WriteLine(
            $"{result.Name,-46} call x{result.CallRatio:F2} ({result.CallLow:F2} to {result.CallHigh:F2}) wall x{result.WallRatio:F2} {result.Bytes:F0} B durable {result.IsDurable}");
    }
}
