using System.Globalization;
using TradingLogging.Forwarding;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Forwarding;

/// <summary>A receiver that is down for days of many events.</summary>
public sealed class BacklogTests(ITestOutputHelper output) : IDisposable
{
    private const string Writer = "w";
    private const int Days = 5;
    private const int BatchEvents = 10_000;
    private const long MostMemory = 120 * 1024 * 1024;

    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Events_of_days_without_a_receiver_arrive_when_it_is_back() => Run(events: 200_000);

    [Fact]
    [Trait("Category", "Long")]
    public void Two_million_events_of_days_without_a_receiver_arrive_when_it_is_back() => Run(events: 2_000_000);

    private void Run(int events)
    {
        using var receiver = new CountingReceiver(_directory, Writer, events);
        using var forwarder = new ForwarderProcess(new ForwardJob(
            _directory.FullName, "central", receiver.Uri, ForwardProtocol.Ndjson, BatchEvents));
        forwarder.WaitUntilReady();
        WriteDays(events);
        Assert.Equal(Days - 1, ForwardedLog.Archives(_directory.FullName).Length);
        Assert.Equal(0, receiver.Distinct);

        receiver.Start();
        Assert.True(
            SpinWait.SpinUntil(() => receiver.Distinct == events, ChildProcess.Patience),
            $"{receiver.Distinct} events came, and {receiver.Phantoms} phantoms.");
        TimeSpan elapsed = receiver.Elapsed;
        long peak = forwarder.ReadPeakMemory();
        Assert.Equal(0, forwarder.Finish());

        string[] files = [.. ForwardedLog.Archives(_directory.FullName), _directory.File("trades.log")];
        Assert.Equal(0, receiver.CountMissing(files));
        Assert.Equal(0, receiver.Phantoms);
        Assert.InRange(receiver.Repeated, 0, BatchEvents);
        Assert.InRange(peak, 1, MostMemory);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{events:N0} events of {Days} days, {files.Sum(file => new FileInfo(file).Length):N0} bytes: 0 missing, 0 "
            + $"phantoms, {receiver.Repeated} repeated; sent in {elapsed.TotalSeconds:F1} s, "
            + $"{events / elapsed.TotalSeconds:N0} events/s, {peak / 1048576.0:F0} MB at the peak."));
    }

    private void WriteDays(int events)
    {
        WriterJob job = Jobs.Trades(Writer, _directory, textLength: 40);
        using var writer = new WriterProcess(job with
        {
            Zone = "UTC",
            BatchSize = BatchEvents,
            Settings = new Dictionary<string, string>(job.Settings) { ["retention"] = "forever" },
        });
        writer.WaitUntilReady();
        for (int day = 0; day < Days; day++)
        {
            writer.Command(FormattableString.Invariant($"clock {TimeSpan.FromDays(day).Ticks}"));
            writer.Write(events / Days / BatchEvents);
            writer.WaitForSuccess();
        }

        Assert.Equal(0, writer.Finish());
    }
}
