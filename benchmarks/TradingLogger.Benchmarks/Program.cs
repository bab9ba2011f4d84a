using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using TradingLogging.Benchmarks.Anomalies;
using TradingLogging.Benchmarks.Core;
using TradingLogging.Benchmarks.Forwarding;
using TradingLogging.Benchmarks.Growth;
using TradingLogging.Benchmarks.Live;
using TradingLogging.Benchmarks.PowerShell;
using TradingLogging.Benchmarks.Reading;

const int LongestName = 80;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case [Contention.Argument, string directory]:
        Contention.Write(directory);
        break;
    case [AsyncLoss.Argument, string directory]:
        AsyncLoss.Write(directory);
        break;
    case ["powershell", .. var modules]:
        PowerShellReport.WriteAll(modules);
        break;
    case ["read", .. var options]:
        long megabytes = options.Length > 0 ? long.Parse(options[0], CultureInfo.InvariantCulture) : 1024;
        new ReadReport(megabytes, options.Length > 1 ? options[1] : "docs/benchmarks-reading.md").Write();
        break;
    case ["read-first", string log]:
        ReadReport.PrintFirstCount(log);
        break;
    case ["read-peak", string log]:
        ReadReport.PrintPeak(log);
        break;
    case ["read-measure", string log]:
        TradeRace.PrintPeak(log);
        break;
    case ["integrity"]:
        IntegrityReport.Print();
        break;
    case ["context"]:
        ContextReport.WriteAll();
        break;
    case ["forward", .. var options]:
        new ForwardReport(options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : 10).Write();
        break;
    case ["live"]:
        using (var live = new LiveReport())
            await live.WriteAsync().ConfigureAwait(false);
        break;
    case [LiveProcesses.Dashboard, string directory]:
        LiveProcesses.RunDashboard(directory);
        break;
    case [LiveProcesses.Clients, string address]:
        LiveProcesses.RunClients(address);
        break;
    case ["growth"]:
        using (var growth = new GrowthReport())
            growth.Write();
        break;
    case ["nab", string checkout]:
        new NabReport(checkout).Write();
        break;
    case ["faults", string candles]:
        new FaultReport(candles).Write();
        break;
    case [RawSink.Argument]:
        RawSink.Run();
        break;
    case [string sender, ..] when SenderRun.IsMeant(sender):
        SenderRun.Run(args);
        break;
    case ["full"]:
        BenchmarkRunner.Run<EventBenchmarks>(
            DefaultConfig.Instance.WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(LongestName)));
        break;
    case []:
        ShortReport.Write();
        break;
    default:
        Console.Error.WriteLine(
            "Arguments: none for the short report, 'powershell', 'read', 'integrity', 'context', 'forward', "
            + "'live', 'growth', 'nab' with a checkout of NAB, 'faults' with the candles of a day, or 'full'.");
        break;
}
