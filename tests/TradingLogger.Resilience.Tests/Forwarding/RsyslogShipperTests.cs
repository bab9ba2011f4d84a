using TradingLogging.Resilience.Tests.Faults;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Forwarding;

/// <summary>rsyslog follows the log by itself, with the configuration of <c>samples/shippers</c>, and sends its lines
/// by RELP to a second rsyslog.</summary>
public sealed class RsyslogShipperTests : IDisposable
{
    private const int Days = 11;
    private const string Sample = "samples/shippers/rsyslog-shipper.conf";

    // Not a multiple of persistStateInterval: a day ends between two of the places that rsyslog keeps.
    private const int EventsOfDay = 1037;

    private readonly TestDirectory _directory = new();
    private readonly TestDirectory _work = new();
    private readonly int _port = LocalReceiver.FreePort();
    private readonly string _received;

    private ChildProcess? _receiver;
    private ChildProcess? _shipper;

    public RsyslogShipperTests()
    {
        _received = _work.File("received");
        bool isThere = Programs.Exists("rsyslogd") && Directory.Exists("/usr/lib")
            && Directory.EnumerateDirectories("/usr/lib")
                .Any(directory => File.Exists(Path.Combine(directory, "rsyslog", "imrelp.so")));
        Assert.SkipUnless(isThere, "There is no rsyslog with rsyslog-relp on this machine.");
    }

    public void Dispose()
    {
        _shipper?.Dispose();
        _receiver?.Dispose();
        _directory.Dispose();
        _work.Dispose();
    }

    [Fact]
    public void Through_ten_rotations_rsyslog_delivers_every_line_and_repeats_at_most_what_it_had_not_read()
    {
        var unread = new HashSet<string>();

        ShipDays(beforeRotation: () => unread.UnionWith(Written().Except(Received())));

        Assert.Equal(Days - 1, ForwardedLog.Archives(_directory.FullName).Length);
        Assert.Equal(2 * Days * EventsOfDay, Written().Length);
        Assert.Empty(Written().Except(Received()));
        Assert.Empty(Received().Except(Written()));
        Assert.Empty(Repeated().Except(unread));
    }

    [Fact]
    public void A_late_record_of_an_archived_day_is_delivered_when_rsyslog_starts_again()
    {
        ShipDays();
        string late = Written()[0].Replace("TEST_EVENT", "LATE_EVENT", StringComparison.Ordinal);
        File.AppendAllText(ForwardedLog.Archives(_directory.FullName)[3], late + "\n");

        _shipper!.Dispose();
        StartShipper();

        WaitUntilShipped(2 * Days * EventsOfDay + 1);
        Assert.Contains(late, Received());
    }

    private void ShipDays(Action? beforeRotation = null)
    {
        _receiver = Start("receiver", ReceiverConfiguration());
        using WriterProcess one = StartWriter("one");
        using WriterProcess other = StartWriter("other");
        WriteDay(0, one, other);
        StartShipper();
        for (int day = 1; day < Days; day++)
        {
            // A day is long: before it ends, the day before it was read. Of its own lines some are read behind
            // midnight.
            WaitUntilShipped(2 * day * EventsOfDay - EventsOfDay);
            beforeRotation?.Invoke();
            WriteDay(day, one, other);
        }

        WaitUntilShipped(2 * Days * EventsOfDay);
    }

    private void StartShipper() => _shipper = Start("shipper", ShipperConfiguration());

    private static string SampleText()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, Sample)))
            folder = folder.Parent;
        return File.ReadAllText(Path.Combine(folder.FullName, Sample));
    }

    private string ShipperConfiguration()
    {
        string configuration = SampleText()
            .Replace("/var/spool/rsyslog", _work.FullName, StringComparison.Ordinal)
            .Replace("/var/log/trading", _directory.FullName, StringComparison.Ordinal)
            .Replace("target=\"logs.example\" port=\"2514\" tls=\"on\"", $"target=\"127.0.0.1\" port=\"{_port}\"",
                StringComparison.Ordinal);
        Assert.Contains($"port=\"{_port}\"", configuration, StringComparison.Ordinal);
        return configuration;
    }

    private string ReceiverConfiguration() =>
        $$"""
        global(workDirectory="{{_work.FullName}}" maxMessageSize="256k")
        module(load="imrelp")
        template(name="line" type="string" string="%msg%\n")
        ruleset(name="lines" queue.type="Direct") {
          action(type="omfile" file="{{_received}}" template="line" flushOnTXEnd="on" asyncWriting="off")
        }
        input(type="imrelp" port="{{_port}}" ruleset="lines")
        """;

    private ChildProcess Start(string name, string configuration)
    {
        // Left behind by one that was killed. The next one would believe that it runs already.
        File.Delete(_work.File(name + ".pid"));
        string path = _work.File(name + ".conf");
        File.WriteAllText(path, configuration);
        return new ChildProcess(["rsyslogd", "-n", "-f", path, "-i", _work.File(name + ".pid")]);
    }

    private WriterProcess StartWriter(string name)
    {
        WriterJob job = Jobs.Trades(name, _directory, textLength: 100);
        var writer = new WriterProcess(job with
        {
            Zone = "UTC",
            Settings = new Dictionary<string, string>(job.Settings) { ["retention"] = "forever" },
        });
        writer.WaitUntilReady();
        return writer;
    }

    private static void WriteDay(int day, params WriterProcess[] writers)
    {
        foreach (WriterProcess writer in writers)
        {
            writer.Command(FormattableString.Invariant($"clock {TimeSpan.FromDays(day).Ticks}"));
            writer.Write(EventsOfDay);
        }

        foreach (WriterProcess writer in writers)
            writer.WaitForSuccess();
    }

    private void WaitUntilShipped(int lines) => Assert.True(
        SpinWait.SpinUntil(() => CountReceived() >= lines, ChildProcess.Patience),
        $"{CountReceived()} of {lines} lines came.");

    private int CountReceived() => Received().Distinct().Count();

    private string[] Received() => File.Exists(_received) ? File.ReadAllLines(_received) : [];

    private string[] Written() => [.. ForwardedLog.Read(_directory.FullName)];

    private IEnumerable<string> Repeated() =>
        Received().GroupBy(line => line).Where(lines => lines.Count() > 1).Select(lines => lines.Key);
}
