using System.Globalization;
using TradingLogging.Integrity;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Tests.Time;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Chain;

/// <summary>Four processes write one chained log: one chain over all of them.</summary>
[Trait("Category", "Long")]
public sealed class ChainedProcessesTests(ITestOutputHelper output) : IDisposable
{
    private const int ProcessCount = 4;
    private const int TextLength = 60;

    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("sync", "os")]
    [InlineData("async", "os")]
    [InlineData("sync", "disk")]
    public void Four_processes_make_one_chain_without_a_gap(string mode, string durability)
    {
        int eventsPerProcess = durability == "disk" ? 200 : 20_000;
        using var group = new WriterGroup();
        for (int number = 0; number < ProcessCount; number++)
            group.Add(Job($"w{number}", ("mode", mode), ("durability", durability)));
        IReadOnlyList<WriterReport> reports = group.Write(eventsPerProcess);

        var log = LogContents.Read(_directory.FullName, ChainAssert.Log, TextLength);
        LogAssert.HoldsExactly(log, group.Names, eventsPerProcess);
        ChainAssert.IsIntact(_directory, ProcessCount * eventsPerProcess);
        double seconds = reports.Max(report => report.Elapsed) / 1000;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"mode = {mode}, durability = {durability}: {log.Events.Count} events of {ProcessCount} processes, "
                + $"numbers 1 to {log.Events.Count}; {seconds:F1} s"));
    }

    [Fact]
    public void The_chain_goes_on_over_midnights_that_four_processes_pass_while_they_write()
    {
        const int days = 4;
        var firstDay = new DateTime(2025, 12, 10);
        using var writers = new ClockedWriters(
            _directory, "Europe/Berlin", firstDay, ProcessCount, [.. ChainAssert.Settings]);
        for (int day = 1; day <= days; day++)
        {
            writers.Set(firstDay.AddDays(day).AddMilliseconds(-300));
            writers.Write(5_000);
            writers.Set(firstDay.AddDays(day).AddHours(1));
            writers.Write(100);
        }

        int written = writers.Written;
        TradeDays found = writers.Finish(_directory);
        ChainAssert.IsIntact(_directory, ProcessCount * written);
        Assert.Equal(days + 1, found.Files.Count);
        output.WriteLine($"{ProcessCount * written} events in {found.Files.Count} files: one chain, {days} seals.");
    }

    [Fact]
    public void A_process_without_the_chain_beside_others_with_it_is_told_of_and_breaks_nothing_silently()
    {
        using var group = new WriterGroup();
        group.Add(Job("chained"));
        group.Add(Jobs.Trades("unchained", _directory, TextLength));
        group.Write(2_000);

        var log = LogContents.Read(_directory.FullName, ChainAssert.Log, TextLength);
        LogAssert.HoldsExactly(log, group.Names, 2_000);
        TradeLogProof proof = ChainAssert.Verify(_directory).Single();
        Assert.Equal((1L, 2_000L), (proof.FirstSeq, proof.LastSeq));
        if (log.Events
            .Select(found => found.Event.Writer)
            .SkipWhile(writer => writer == "unchained")
            .Contains("unchained"))
        {
            Assert.Contains("has no number", proof.FirstProblem!.Reason, StringComparison.Ordinal);
        }
    }

    private WriterJob Job(string name, params IReadOnlyList<(string Key, string Value)> settings)
    {
        WriterJob job = Jobs.Trades(name, _directory, TextLength);
        var all = job.Settings.Concat(ChainAssert.Settings).ToDictionary();
        foreach ((string key, string value) in settings)
            all[key] = value;
        return job with { Settings = all };
    }
}
