using System.Diagnostics;
using System.Globalization;
using System.Text;
using TradingLogging.Analytics;
using TradingLogging.Analytics.Reports;
using TradingLogging.Reading;
using TradingLogging.Reports;

namespace TradingLogging.Benchmarks.Reading;

/// <summary>Measures a log and writes its tables, beside a script in Python and DuckDB.</summary>
/// <param name="directory">The log.</param>
internal sealed class TradeRace(string directory)
{
    private const int Rounds = 3;

    private readonly StringBuilder _rows = new();
    private readonly TradeActivity _nothing = new TradeActivityMeter().Measure();
    private long _events;

    private string Table => Path.Combine(directory, "table");

    /// <summary>Measures a log and prints the peak of this process's memory in bytes; to be run in a process of its
    /// own.</summary>
    public static void PrintPeak(string directory)
    {
        var meter = new TradeActivityMeter();
        meter.Add(TradeLog.InDirectory(directory));
        long events = meter.Measure().Events;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant($"{events} {process.PeakWorkingSet64}"));
    }

    /// <summary>Runs the contenders in turns.</summary>
    /// <returns>The rows of the table.</returns>
    public string Run()
    {
        (string Name, Func<double> Run)[] contenders =
        [
            ("a script in Python, one pass: `Reading/measure.py`", Python),
            ("`TradeActivityMeter`, as `Measure-TradeActivity`", () => Busiest(() => _ = Measure(timelines: 0))),
            ("the page, as `Export-TradeReport page.html`", () => Busiest(WritePage)),
            ("the table as Csv", () => Busiest(() => WriteTable(TradeReportFormat.Csv))),
            ("the table as Json", () => Busiest(() => WriteTable(TradeReportFormat.Json))),
            ("the table as Parquet", () => Busiest(() => WriteTable(TradeReportFormat.Parquet))),
            ("DuckDB: `COPY (read_json) TO parquet`, half of its two threads", () => All(CopyWithDuckDb) / 2),
        ];
        _events = Measure(timelines: 0).Events;
        var seconds = contenders.Select(_ => new double[Rounds]).ToArray();
        for (int round = 0; round < Rounds; round++)
        {
            for (int index = 0; index < contenders.Length; index++)
                seconds[index][round] = contenders[index].Run();
        }

        double python = Median(seconds[0]);
        for (int index = 0; index < contenders.Length; index++)
            Row(contenders[index].Name, seconds[index], python);
        CheckParquet();
        return _rows.ToString();
    }

    private static double Median(double[] seconds) => seconds.Order().ElementAt(seconds.Length / 2);

    // With two processors that have nothing else to do, the busiest thread decides how long it takes.
    private static double Busiest(Action run)
    {
        long thread = 0;
        double all = All(() =>
        {
            long start = ThreadClock.Now;
            run();
            thread = ThreadClock.Now - start;
        });
        double own = thread / 1e9;
        return Math.Max(own, all - own);
    }

    private static double All(Action run)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        run();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    private double Python()
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Reading", "measure.py");
        return Command.Run("python3", script, directory) / 1e6;
    }

    private TradeActivity Measure(int timelines)
    {
        var meter = new TradeActivityMeter(new TradeActivityOptions { Timelines = timelines });
        meter.Add(TradeLog.InDirectory(directory));
        return meter.Measure();
    }

    private void WritePage() => Write(Measure(timelines: 1_000), TradeReportFormat.Html);

    private void WriteTable(TradeReportFormat format) => Write(_nothing, format);

    private void Write(TradeActivity activity, TradeReportFormat format)
    {
        using FileStream file = File.Create($"{Table}.{format}");
        var report = new TradeReport { Activity = activity, Events = TradeLog.InDirectory(directory).Read() };
        new TradeReportWriter().Write(report, format, file);
    }

    private void CopyWithDuckDb() =>
        DuckDb.CopyToParquet(Path.Combine(directory, "trades.log*"), $"{Table}.duck.parquet");

    private void CheckParquet()
    {
        string own = DuckDb.Sums($"{Table}.{TradeReportFormat.Parquet}");
        string other = DuckDb.Sums($"{Table}.duck.parquet");
        if (own != other)
            throw new InvalidOperationException($"DuckDB adds up {own} in one file and {other} in the other.");
    }

    private void Row(string name, double[] seconds, double python)
    {
        double median = Median(seconds);
        _rows.AppendLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {median:F2} s | {seconds.Min():F2} to {seconds.Max():F2} | {_events / median:N0} | "
                + $"{python / median:F1} |"));
    }
}
