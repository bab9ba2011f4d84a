using TradingLogging.Forwarding;
using TradingLogging.Resilience.Tests.Faults;
using TradingLogging.Resilience.Tests.Hosts;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Forwarding;

/// <summary>Logs that are copied, and days that come back from a backup, by the programs that people use for
/// that.</summary>
public sealed class CopyTests : IDisposable
{
    private const int Days = 3;
    private const int EventsOfDay = 300;
    private const string Name = "central";

    private readonly TestDirectory _directory = new();
    private readonly TestDirectory _elsewhere = new();
    private readonly RecordingReceiver _receiver = new();

    public CopyTests() => Assert.SkipUnless(
        Programs.Exists("cp") && Programs.Exists("gzip"), "There is no cp and no gzip on this machine.");

    public void Dispose()
    {
        _receiver.Dispose();
        _directory.Dispose();
        _elsewhere.Dispose();
    }

    [Theory]
    [InlineData("none")]
    [InlineData("chain")]
    public void Of_a_copied_directory_events_have_the_same_ids_and_its_forwarder_repeats_nothing(string integrity)
    {
        using WriterProcess writer = WriteDays(integrity);
        Send(_directory.FullName, Name, _receiver);
        string copy = _elsewhere.File("copy");
        Run("cp", "-a", _directory.FullName, copy);
        Run("gzip", ForwardedLog.Archives(copy)[0]);

        Send(copy, Name, _receiver);
        using var other = new RecordingReceiver();
        Send(copy, "other", other);

        Assert.Equal(Days * EventsOfDay, _receiver.Events);
        Assert.Equal(Days * EventsOfDay, other.Events);
        Assert.Equal(
            _receiver.Lines.OrderBy(line => line.Key, StringComparer.Ordinal),
            other.Lines.OrderBy(line => line.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("chain", true)]
    public void A_day_that_is_restored_after_it_was_sent_and_deleted_is_not_sent_again(
        string integrity, bool isCompressed) => Restore(integrity, isCompressed);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("none", true)]
    [InlineData("chain", false)]
    public void Nor_is_it_compressed_without_a_chain_or_plain_with_one(string integrity, bool isCompressed) =>
        Restore(integrity, isCompressed);

    private void Restore(string integrity, bool isCompressed)
    {
        using WriterProcess writer = WriteDays(integrity);
        Send(_directory.FullName, Name, _receiver);
        string day = ForwardedLog.Archives(_directory.FullName)[0];
        string backup = _elsewhere.File("backup.gz");
        Run("cp", day, _elsewhere.File("backup"));
        Run("gzip", _elsewhere.File("backup"));
        File.Delete(day);
        writer.Write(EventsOfDay);
        writer.WaitForSuccess();
        Send(_directory.FullName, Name, _receiver);

        Run("cp", backup, day + ".gz");
        if (!isCompressed)
            Run("gzip", "-d", day + ".gz");
        string warnings = Send(_directory.FullName, Name, _receiver);

        Assert.Equal("", warnings);
        ForwardedLog.IsDelivered(_directory.FullName, _receiver, mostRepeated: 0);

        // Another forwarder, and one whose memory is gone, send it under the ids that it had.
        Send(_directory.FullName, "other", _receiver);
        Directory.Delete(_directory.File(".trades.log.forward"), recursive: true);
        Send(_directory.FullName, Name, _receiver);
        int events = (Days + 1) * EventsOfDay;
        Assert.Equal(3 * events, _receiver.Events);
        ForwardedLog.IsDelivered(_directory.FullName, _receiver, mostRepeated: 2 * events);
    }

    private static void Run(params string[] command)
    {
        ProgramRun run = ProgramRun.Of(command);
        Assert.True(run.ExitCode == 0, run.Errors);
    }

    private static string Send(string directory, string name, RecordingReceiver receiver)
    {
        using var forwarder = new ForwarderProcess(new ForwardJob(
            directory, name, receiver.Uri, ForwardProtocol.Ndjson, BatchEvents: 100, IsOnce: true));
        return forwarder.WaitForSuccess();
    }

    private WriterProcess WriteDays(string integrity)
    {
        WriterJob job = Jobs.Trades("w", _directory, textLength: 100);
        var writer = new WriterProcess(job with
        {
            Zone = "UTC",
            Settings = new Dictionary<string, string>(job.Settings)
            {
                ["integrity"] = integrity,
                ["retention"] = "forever",
            },
        });
        writer.WaitUntilReady();
        for (int day = 0; day < Days; day++)
        {
            writer.Command(FormattableString.Invariant($"clock {TimeSpan.FromDays(day).Ticks}"));
            writer.Write(EventsOfDay);
            writer.WaitForSuccess();
        }

        return writer;
    }
}
