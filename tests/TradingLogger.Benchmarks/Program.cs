using System.Globalization;
using BenchmarkDotNet.Running;
using TradingLogging.Benchmarks.Core;
using TradingLogging.Benchmarks.PowerShell;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case [Contention.Argument, string directory]:
        Contention.Write(directory);
        break;
    case ["powershell"]:
        new PowerShellReport(Console.Out, rounds: 5).Write();
        break;
    case ["full"]:
        BenchmarkRunner.Run<EventBenchmarks>();
        break;
    case []:
        ShortReport.Write();
        break;
    default:
        Console.Error.WriteLine("Arguments: none for the short report, 'powershell', or 'full'.");
        break;
}
