using System.Diagnostics;
using System.Globalization;
using System.Text;
using TradingLogging.Reading;

namespace TradingLogging.Benchmarks.Reading;

/// <summary>Compares reading back with the tools that people use for it, and writes the table.</summary>
internal sealed class ReadReport(long megabytes, string output)
{
    private const string Action = "ORDER_FILLED";
    private const int Rounds = 5;
    private const long BytesOfAMillion = 202_000_000;

    private static readonly TradeQuery CountQuery = new()
    {
        Action = action => action == Action,
        AsksOnAnyThread = true,
    };

    private readonly string _directory = Directory.CreateTempSubdirectory("tradinglogger-read-").FullName;
    private readonly StringBuilder _rows = new();
    private double _bytes;
    private string _scriptRows = string.Empty;
    private string _tradeRows = string.Empty;
    private long _tradePeak;

    /// <summary>Reads all events of a directory and prints the peak of this process's memory in bytes; to be run in a
    /// process of its own.</summary>
    public static void PrintPeak(string directory)
    {
        long count = TradeLog.InDirectory(directory).Read().LongCount();
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant($"{count} {process.PeakWorkingSet64}"));
    }

    /// <summary>Counts in a process that has counted nothing yet and prints the microseconds.</summary>
    public static void PrintFirstCount(string directory)
    {
        long start = Stopwatch.GetTimestamp();
        long count = TradeLog.InDirectory(directory).Count(CountQuery);
        Console.WriteLine(
            FormattableString.Invariant($"{count} {Stopwatch.GetElapsedTime(start).TotalMicroseconds:F0}"));
    }

    /// <summary>Measures and writes.</summary>
    public void Write()
    {
        try
        {
            long events = GeneratedLog.Write(_directory, megabytes * 1024 * 1024);
            _bytes = Directory.GetFiles(_directory).Sum(file => new FileInfo(file).Length);
            RaceCounts();
            RaceObjects(events);
            MeasureWindow();
            _rows.Append(new CompressedRace(_directory).Run());
            MeasurePeak();
            ComparePowerShell();
            MeasureTrades();
            File.WriteAllText(output, Text(events));
        }
        finally
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static long OwnProcess(string mode, string directory) =>
        Environment.ProcessPath is { } path && !path.EndsWith("dotnet", StringComparison.Ordinal)
        ? Command.Run(path, mode, directory)
        : Command.Run("dotnet", typeof(ReadReport).Assembly.Location, mode, directory);

    private void RaceCounts()
    {
        TradeLog log = TradeLog.InDirectory(_directory);
        string all = Path.Combine(_directory, "trades.log*");
        string day = Path.Combine(_directory, "trades.log");
        Stopwatches.Timing[] race = Stopwatches.Race(
            Rounds,
            () => log.Count(CountQuery),
            () => Command.Run("sh", "-c", $"cat {all} | wc -l; cat {all} | grep -c '\"action\": \"{Action}\"'"),
            () => Command.Run(
                "sh",
                "-c",
                $"wc -l {all} > /dev/null; grep -hc '\"action\": \"{Action}\"' {all} | awk '{{ n += $1 }} "
                    + "END { print n }'"),
            () => DuckDb.CountFills(all));
        double own = race[0].Median;
        Row("count of one action: `TradeLog.Count`", race[0], own, _bytes);
        Stopwatches.Timing first = FirstCount(race[0].Count);
        Row("the same, the first count of a process", first, own, _bytes);
        Row("the same: `wc -l` and `grep -c`, from pipes", race[1], own, _bytes);
        Row("the same: `wc -l` and `grep -c`, from files", race[2], own, _bytes);
        Row("the same: DuckDB `read_json`, one column", race[3], own, _bytes);
        if (Command.IsThere("jq"))
        {
            long size = new FileInfo(day).Length;
            Stopwatches.Timing slow = Stopwatches.Race(
                1, () => Command.Run("sh", "-c", $"jq -c 'select(.action == \"{Action}\")' {day} | wc -l"))[0];
            Row("the same: `jq`, one file of thirty", slow, own * size / _bytes, size);
        }

        if (race.Select(timing => timing.Count).Distinct().Count() != 1)
        {
            throw new InvalidOperationException(
                $"Counts differ: {string.Join(", ", race.Select(timing => timing.Count))}.");
        }
    }

    private Stopwatches.Timing FirstCount(long count)
    {
        double[] seconds =
        [
            .. Enumerable.Range(0, Rounds).Select(_ => OwnProcess("read-first", _directory) / 1e6).Order(),
        ];
        return new Stopwatches.Timing(seconds[Rounds / 2], seconds[0], seconds[^1], count);
    }

    private void RaceObjects(long events)
    {
        TradeLog log = TradeLog.InDirectory(_directory);
        Stopwatches.Timing[] race = Stopwatches.Race(
            3,
            () => log.Read().LongCount(),
            () => log.Read(new TradeQuery { Where = [new MemberCondition("side", value => value is "BUY")] })
                .LongCount(),
            () => log.Read(new TradeQuery { First = events / 10 }).Sum(read => (long)read.Members.Count));
        Line("objects", race[0], $"{Format(events / race[0].Median, "N0")} events/s");
        Line("objects that meet `-Where side`", race[1], $"{Format(events / race[1].Median, "N0")} events/s looked at");
        Line(
            "objects with their members made, a tenth",
            race[2],
            $"{Format(events / 10.0 / race[2].Median, "N0")} events/s");
    }

    private void MeasureWindow()
    {
        TradeLog log = TradeLog.InDirectory(_directory);
        DateTimeOffset since = GeneratedLog.Beginning.AddDays(17).AddHours(14);
        Stopwatches.Timing window = Stopwatches.Race(
            2 * Rounds, () => log.Read(new TradeQuery { Since = since, Until = since.AddMinutes(10) }).LongCount())[0];
        Line(
            "ten minutes out of thirty days",
            window,
            $"{Format(window.Median * 1000, "F1")} ms, {window.Count} events");
        Stopwatches.Timing last = Stopwatches.Race(
            Rounds, () => log.Read(new TradeQuery { Last = 100 }).LongCount())[0];
        Line("the last 100 events", last, $"{Format(last.Median * 1000, "F1")} ms");
    }

    private void MeasurePeak()
    {
        string peak = Format(OwnProcess("read-peak", _directory) / 1024.0 / 1024.0, "F0");
        _rows.Append("| peak memory of a process that reads all | ").Append(peak).AppendLine(" MB | | |");
    }

    private void ComparePowerShell()
    {
        if (!Command.IsThere("pwsh"))
            return;
        string sample = Path.Combine(_directory, "sample.json");
        File.WriteAllLines(sample, File.ReadLines(Path.Combine(_directory, "trades.log")).Take(20_000));
        _scriptRows = Command.Read(
            "pwsh", "-NoProfile", "-NonInteractive", "-File",
            Path.Combine(AppContext.BaseDirectory, "Reading", "rates.ps1"),
            "-EmptyModule", Path.Combine(AppContext.BaseDirectory, "TradingLogger.Benchmarks.EmptyModule.dll"),
            "-Module", Path.Combine(Repository(), "TradingLogger.psd1"), "-File",
            Path.Combine(_directory, "trades.log.2025-11-0?"), "-Sample", sample);
    }

    private void MeasureTrades()
    {
        string log = Path.Combine(_directory, "million");
        GeneratedLog.Write(log, BytesOfAMillion);
        _tradeRows = new TradeRace(log).Run();
        _tradePeak = OwnProcess("read-measure", _directory);
    }

    private static string Repository()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "TradingLogger.psd1")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException("The benchmarks run in a checkout.");
    }

    private void Row(string what, Stopwatches.Timing timing, double own, double bytes) =>
        Line(
            what,
            timing,
            $"{Format(bytes / timing.Median / 1e9, "F2")} GB/s, {Format(timing.Median / own, "F2")} times ours");

    private void Line(string what, Stopwatches.Timing timing, string result) =>
        _rows.AppendLine(CultureInfo.InvariantCulture,
        $"| {what} | {timing.Median:F3} s | {timing.Fastest:F3} to {timing.Slowest:F3} | {result} |");

    private string Text(long events) => $"""
        # How fast logs are read back

        Written by `dotnet run -c Release --project benchmarks/TradingLogger.Benchmarks -- read`:
        {Format(_bytes / 1e9, "F2")} GB, {Format(events, "N0")} events in thirty files, made by a seeded generator, from
        the page cache, with {Environment.ProcessorCount} processors. The contenders take turns; medians, and the
        fastest and slowest run. Ratios count: a machine's absolute figures are its own.

        | what | median | range | result |
        |---|---|---|---|
        {_rows}
        In PowerShell, from nine of the files, the time of an event by the clock; medians of five turns:

        | what | median | range | result |
        |---|---|---|---|
        {_scriptRows}
        One million events measured and written as tables, by processor time: that of the busiest thread, which decides
        on two processors that have nothing else to do. Medians of three turns.

        | what | median | range | events/s | times the rate of Python |
        |---|---|---|---|---|
        {_tradeRows}
        Measuring all {Format(events, "N0")} events takes {Format(_tradePeak / 1024.0 / 1024.0, "F0")} MB at its peak.
        DuckDB reads the same counts and sums out of both Parquet files.
        """;
}
