using System.Globalization;
using System.Text;
using TradingLogging.Analytics.Anomalies;
using TradingLogging.Reading;

namespace TradingLogging.Benchmarks.Anomalies;

/// <summary>Plants faults in days that follow a real one, and tells which of them are found.</summary>
/// <param name="file">The candles of the day.</param>
internal sealed class FaultReport(string file)
{
    private const int CleanDays = 10;
    private const int Seeds = 10;

    private static readonly (AnomalyMeasure Measure, string Subject, Fault Fault)[] Faults =
    [
        (AnomalyMeasure.RejectRatio, "", new Fault("10 % of the orders rejected", 780, 60) { Rejects = 0.1 }),
        (AnomalyMeasure.RejectRatio, "", new Fault("30 % of the orders rejected", 780, 15) { Rejects = 0.3 }),
        (AnomalyMeasure.RejectRatio, "", new Fault("all orders rejected", 780, 5) { Rejects = 0.95 }),
        (AnomalyMeasure.Silence, "HEARTBEAT", new Fault("no heartbeat", 600, 10) { HasNoHeartbeat = true }),
        (AnomalyMeasure.Silence, "HEARTBEAT", new Fault("no heartbeat", 600, 20) { HasNoHeartbeat = true }),
        (AnomalyMeasure.Silence, "", new Fault("silence", 600, 20) { HasNoHeartbeat = true, Signals = 0 }),
        (AnomalyMeasure.OrderToFill, "", new Fault("latency x 1.3", 840, 60) { Latency = 1.3 }),
        (AnomalyMeasure.OrderToFill, "", new Fault("latency x 2", 840, 60) { Latency = 2 }),
        (AnomalyMeasure.OrderToFill, "", new Fault("latency x 5", 840, 10) { Latency = 5 }),
        (AnomalyMeasure.Slippage, "", new Fault("slippage + 0.01 %", 900, 120) { Slippage = 1 }),
        (AnomalyMeasure.Slippage, "", new Fault("slippage + 0.03 %", 900, 120) { Slippage = 3 }),
        (AnomalyMeasure.Pnl, "", new Fault("pnl x 5 in a minute", 800, 1) { Pnl = 5 }),
        (AnomalyMeasure.Pnl, "", new Fault("pnl x 20 in a minute", 800, 1) { Pnl = 20 }),
        (AnomalyMeasure.Rate, "", new Fault("signals x 2", 700, 30) { Signals = 2 }),
        (AnomalyMeasure.Rate, "", new Fault("signals x 5", 700, 10) { Signals = 5 }),
    ];

    private readonly (decimal Close, double Volume)[] _candles = TradedDay.ReadCandles(file);

    /// <summary>Writes the part of <c>docs/benchmarks.md</c>.</summary>
    public void Write()
    {
        var text = new StringBuilder();
        text.AppendLine("| planted, for minutes | found | in the median after |");
        text.AppendLine("|---|---|---|");
        int other = 0;
        foreach ((AnomalyMeasure measure, string subject, Fault fault) in Faults)
        {
            // The days before the fault are the same for each fault.
            (double[] delays, other) = Run(measure, subject, fault);
            string delay = delays.Length > 0
                ? FormattableString.Invariant($"{delays.Order().ElementAt(delays.Length / 2):0} min") : "";
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {fault.Name}, {fault.Minutes} | {delays.Length} of {Seeds} | {delay} |");
        }

        double days = CleanDays * Seeds;
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"{other} alarms on {days:0} days without a fault: {other / days * 30 / Series:0.00} a series and month "
            + $"({Series} series).");
        Console.WriteLine(text);
        BenchmarkDocument.Replace(BenchmarkDocument.Faults, text.ToString());
    }

    // Actions and all events, two ratios, three latencies, slippage and pnl.
    private static int Series => 8 + 2 + 3 + 1 + 1;

    private (double[] Delays, int FalseAlarms) Run(AnomalyMeasure measure, string subject, Fault fault)
    {
        var delays = new List<double>();
        int falseAlarms = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            TradeAnomaly[] found = Find(seed, fault, out DateTimeOffset day);
            DateTimeOffset from = day.AddMinutes(fault.From), until = from.AddMinutes(fault.Minutes + 15);
            falseAlarms += found.Count(one => one.Time < day);
            if (found.FirstOrDefault(one => one.Measure == measure && (subject.Length == 0 || one.Subject == subject)
                && one.Time > from && one.Time <= until) is { } hit)
            {
                delays.Add((hit.Time - from).TotalMinutes);
            }
        }

        return ([.. delays], falseAlarms);
    }

    private TradeAnomaly[] Find(int seed, Fault fault, out DateTimeOffset day)
    {
        var detector = new TradeAnomalyDetector(new TradeAnomalyOptions { TimeZone = TimeZoneInfo.Utc });
        var days = new TradedDay(_candles, seed);
        day = new DateTimeOffset(2022, 12, 5, 0, 0, 0, TimeSpan.Zero);
        for (int number = 0; number <= CleanDays; number++, day = day.AddDays(1))
        {
            foreach (TradeEvent one in days.Events(day, number == CleanDays ? fault : null))
                detector.Add(one);
        }

        day = day.AddDays(-1);
        return [.. detector.TakeFound()];
    }
}
