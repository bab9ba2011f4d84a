using System.Diagnostics;
using System.Globalization;
using System.Text;
using TradingLogging.Benchmarks.Reading;
using TradingLogging.Configuration;
using TradingLogging.Forwarding;

namespace TradingLogging.Benchmarks.Forwarding;

/// <summary>How fast events reach a receiver on the same machine, beside the sink of Serilog, and writes the
/// table.</summary>
/// <param name="millions">The size of the backlog in millions of events.</param>
internal sealed class ForwardReport(int millions)
{
    private const int Rounds = 3;
    private const int SerilogEvents = 1_000_000;
    private const long BytesOfAMillion = 202_000_000;
    private const int PacedEvents = 2_000;
    private const int PacedRounds = 7;

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(1);

    private readonly string _directory = Directory.CreateTempSubdirectory("tradinglogger-forward-").FullName;
    private readonly StringBuilder _rows = new();

    /// <summary>Measures some minutes and writes its part of <c>docs/benchmarks.md</c>.</summary>
    public void Write()
    {
        try
        {
            using RawSink sink = RawSink.Start();
            RaceSenders(sink);
            SendBacklog(sink);
            FollowWriter(sink);
        }
        finally
        {
            Directory.Delete(_directory, recursive: true);
        }

        BenchmarkDocument.Replace(BenchmarkDocument.Forwarding, _rows.ToString());
        Console.WriteLine(_rows);
    }

    private void RaceSenders(RawSink sink)
    {
        string log = Path.Combine(_directory, "million");
        GeneratedLog.Write(log, BytesOfAMillion);
        (string Name, Func<SenderRun> Run)[] contenders =
        [
            ("`Ndjson`", () => Ours(ForwardProtocol.Ndjson, ForwardCompression.None)),
            ("`Ndjson`, gzip", () => Ours(ForwardProtocol.Ndjson, ForwardCompression.Gzip)),
            ("`Otlp`", () => Ours(ForwardProtocol.Otlp, ForwardCompression.None)),
            ("`Otlp`, gzip", () => Ours(ForwardProtocol.Otlp, ForwardCompression.Gzip)),
            ("Serilog.Sinks.OpenTelemetry", () => SenderRun.OfSerilog(sink.Port, SerilogEvents)),
        ];
        var runs = contenders.Select(_ => new List<(SenderRun Sent, SinkReport Got)>()).ToArray();
        for (int round = 0; round < Rounds; round++)
        {
            for (int index = 0; index < contenders.Length; index++)
                runs[index].Add((contenders[index].Run(), sink.Report()));
        }

        _rows.AppendLine(
            "| one million events to a receiver that only counts | events/s | processor time an event | of "
            + "1,000 events in the receiver | bytes an event | memory |");
        _rows.AppendLine("|---|---|---|---|---|---|");
        for (int index = 0; index < contenders.Length; index++)
            Row(contenders[index].Name, runs[index]);

        SenderRun Ours(ForwardProtocol protocol, ForwardCompression compression) =>
            SenderRun.OfForwarder(log, sink.Port, protocol, compression);
    }

    private void Row(string name, List<(SenderRun Sent, SinkReport Got)> runs)
    {
        (SenderRun sent, SinkReport got) =
            runs.OrderBy(run => run.Sent.Seconds / run.Sent.Events).ElementAt(Rounds / 2);
        double events = sent.Events;
        string arrived = got.Events == 0 ? "" : Format(1000 * got.Events / events, "F0");
        _rows.AppendLine(CultureInfo.InvariantCulture,
            $"| {name} | {events / sent.Seconds:N0} | {sent.ProcessorSeconds / events * 1e6:F2} us | {arrived} | "
            + $"{got.Bytes / events:F0} | {sent.PeakBytes / 1048576.0:F0} MB |");
    }

    private void SendBacklog(RawSink sink)
    {
        string log = Path.Combine(_directory, "backlog");
        GeneratedLog.Write(log, millions * BytesOfAMillion);
        SenderRun run = SenderRun.OfForwarder(log, sink.Port, ForwardProtocol.Ndjson, ForwardCompression.None);
        SinkReport got = sink.Report();
        _rows.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"A backlog of {run.Events:N0} events as `Ndjson`: {run.Seconds:F1} s, {got.Events:N0} received, "
            + $"{run.PeakBytes / 1048576.0:F0} MB at the peak.");
        Directory.Delete(log, recursive: true);
    }

    // The same calls with a forwarder that follows and without, in turns.
    private void FollowWriter(RawSink sink)
    {
        string log = Path.Combine(_directory, "followed");
        TradingLogger.Initialize(new LoggingConfig { LogDirectory = log, Console = false, PropagateTrades = false });
        Log(PacedEvents);
        var alone = new List<double>();
        var followed = new List<double>();
        var delays = new List<SinkReport>();
        for (int round = 0; round < PacedRounds; round++)
        {
            alone.Add(Log(PacedEvents));
            using Process follower = OwnProgram.Start(0, SenderRun.Follow, log, Format(sink.Port, "F0"));
            follower.StandardOutput.ReadLine();
            // What is there already comes first.
            Log(PacedEvents);
            sink.Report();
            followed.Add(Log(PacedEvents));
            follower.StandardInput.Close();
            follower.WaitForExit();
            delays.Add(sink.Report());
        }

        TradingLogger.Close();
        SinkReport delay = delays.OrderBy(report => report.Percentile99).ElementAt(PacedRounds / 2);
        _rows.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"One event a millisecond: from the call to the receiver {delay.Median:F0} ms in the median, "
            + $"{delay.Percentile99:F0} ms for 99 of 100. The call takes {Median(followed) / Median(alone):F3} times "
            + $"the processor time with a forwarder that follows.");
    }

    // Processor time of this thread for a call.
    private static double Log(int events)
    {
        var times = new List<double>(events);
        long next = Stopwatch.GetTimestamp();
        for (int number = 0; number < events; number++)
        {
            next += (long)(ProgressInterval.TotalSeconds * Stopwatch.Frequency);
            while (Stopwatch.GetTimestamp() < next)
                Thread.Sleep(0);
            long cpu = ThreadClock.Now;
            TradingLogger.LogTrade("ORDER_FILLED", new Dictionary<string, object?>
            {
                ["symbol"] = "BTCUSDT",
                ["quantity"] = 0.123m,
                [RawSink.SentAt] = DateTime.UtcNow.Ticks,
            });
            times.Add(ThreadClock.Now - cpu);
        }

        return Median(times);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
