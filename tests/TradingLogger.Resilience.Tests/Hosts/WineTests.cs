using System.Diagnostics;
using System.Globalization;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Hosts;

/// <summary>The Windows build, run by wine. What wine cannot tell of Windows stands in
/// <c>docs/platforms.md</c>.</summary>
[Trait("Category", "Long")]
public sealed class WineTests : IClassFixture<WinePrefix>
{
    private const string WriterProject = "TradingLogger.Resilience.Writer";
    private const string TextLog = "trading.log";
    private const int LineLength = 200;
    private const int PlentyOfBackups = 100_000;
    private const int WithoutEnd = int.MaxValue;

    private static readonly Lazy<string> WriterProgram = new(() => BuiltProgram.ForWindows(WriterProject));

    private readonly WinePrefix _wine;
    private readonly ITestOutputHelper _output;

    public WineTests(WinePrefix wine, ITestOutputHelper output)
    {
        WinePrefix.Require();
        (_wine, _output) = (wine, output);
    }

    [Fact]
    public void The_tests_of_the_core_pass_as_a_Windows_program()
    {
        string program = BuiltProgram.ForWindows("TradingLogger.Core.Tests");

        TestSummary summary = CoreTestsAssert.Passed(_wine.Run(program));

        _output.WriteLine($"{summary}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void Windows_processes_lose_tear_and_double_nothing(long maxBytes)
    {
        const int processes = 3;
        const int events = 1_000;
        using var directory = new TestDirectory();
        WriterProcess[] writers =
        [
            .. Enumerable.Range(0, processes)
                .Select(index => Start(Jobs.Text($"w{index}", directory, maxBytes, PlentyOfBackups, LineLength))),
        ];
        try
        {
            Array.ForEach(writers, writer => writer.WaitUntilReady());
            Array.ForEach(writers, writer => writer.Write(events));
            WriterReport[] reports = [.. writers.Select(writer => writer.WaitForReport())];
            Assert.All(writers, writer => Assert.Equal(0, writer.Finish()));

            LogContents log = Read(directory);
            LogAssert.HoldsExactly(log, writers.Select(writer => writer.Job.Writer), events);
            LogAssert.HasArchiveOfEveryRotation(log, TextLog, reports.Sum(report => report.Rotations));
            _output.WriteLine(
                $"{processes} Windows processes, max_bytes {maxBytes}: "
                    + $"{log.Events.Count} events in {log.Files.Count} files, lost 0, torn 0, doubled 0.");
        }
        finally
        {
            Array.ForEach(writers, writer => writer.Dispose());
        }
    }

    [Fact]
    public void Events_that_were_acknowledged_before_their_processes_were_terminated_are_all_there()
    {
        const int rounds = 2;
        const int writersPerRound = 3;
        var acknowledged = new Dictionary<string, IReadOnlyList<int>>();
        using var directory = new TestDirectory();
        for (int round = 0; round < rounds; round++)
        {
            WriterProcess[] writers =
            [
                .. Enumerable.Range(0, writersPerRound)
                    .Select(
                        index => Start(
                            Acknowledging(
                                Jobs.Text($"r{round}w{index}", directory, 100_000, PlentyOfBackups, LineLength)))),
            ];
            try
            {
                Array.ForEach(writers, writer => writer.WaitUntilReady());
                Array.ForEach(writers, writer => writer.Write(WithoutEnd));
                Array.ForEach(writers, writer => writer.WaitForAcknowledged(500 * (round + 1)));
                TerminateAll();
                Array.ForEach(writers, writer => writer.WaitForEnd());
                Array.ForEach(writers, writer => acknowledged.Add(writer.Job.Writer, writer.Acknowledged));
            }
            finally
            {
                Array.ForEach(writers, writer => writer.Dispose());
            }
        }

        LogContents log = Read(directory);
        Assert.InRange(log.DamagedLines.Count, 0, acknowledged.Count);
        foreach ((string writer, IReadOnlyList<int> numbers) in acknowledged)
        {
            IReadOnlyList<int> found = log.NumbersByWriter[writer];
            // The last one may have been written and not yet been told of.
            LogAssert.IsRun(writer, found, first: 0, Math.Clamp(found.Count, numbers.Count, numbers.Count + 1));
        }

        _output.WriteLine(
            $"{acknowledged.Count} Windows processes terminated, {acknowledged.Values.Sum(numbers => numbers.Count)} "
            + "events acknowledged, "
            + $"0 of them missing; {log.Files.Count} files, {log.DamagedLines.Count} lines cut by the end.");
    }

    [Fact]
    public void When_the_holder_of_the_lock_is_killed_the_next_gets_it()
    {
        using var directory = new TestDirectory();
        using WriterProcess other = Start(WithTimeout(Jobs.Text("other", directory, 0, 0, LineLength), seconds: 1));
        using WriterProcess holder = Start(Acknowledging(Jobs.Text("holder", directory, 0, 0, LineLength)));
        other.WaitUntilReady();
        holder.WaitUntilReady();
        holder.Write(WithoutEnd);
        StopWhileHolding(holder, other);

        holder.Kill();
        holder.WaitForEnd();
        other.Write(10);

        WriterReport report = other.WaitForReport();
        Assert.Equal((10, 0), (report.Written, report.Failed));
        LogContents log = Read(directory);
        LogAssert.IsRun("holder", log.NumbersByWriter["holder"], first: 0, log.NumbersByWriter["holder"].Count);
    }

    // A writer in full swing keeps the lock most of the time: the other's failure shows that it was stopped with it.
    private static void StopWhileHolding(WriterProcess holder, WriterProcess other)
    {
        int wanted = 0;
        var waited = Stopwatch.StartNew();
        do
        {
            Waiting.Check(waited, "a moment at which the writer holds the lock");
            Signal.Continue(holder);
            holder.WaitForAcknowledged(wanted += 500);
            Signal.Stop(holder);
            other.Write(1);
        }
        while (other.WaitForReport().Failed == 0);
    }

    private static WriterJob Acknowledging(WriterJob job) => job with { IsAcknowledging = true };

    private static WriterJob WithTimeout(WriterJob job, int seconds) => job with
    {
        Settings = new Dictionary<string, string>(job.Settings)
        {
            ["lock_timeout"] = seconds.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static LogContents Read(TestDirectory directory) =>
        LogContents.Read(directory.FullName, TextLog, LineLength - LogLine.TextOverhead);

    private WriterProcess Start(WriterJob job) => _wine.Start(WriterProgram.Value, job);

    // TerminateProcess, which runs nothing of the process any more.
    private void TerminateAll() => _wine.Run("taskkill", "/f", "/im", WriterProject + ".exe");
}
