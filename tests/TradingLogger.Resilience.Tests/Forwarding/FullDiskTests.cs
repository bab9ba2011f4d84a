using TradingLogging.Forwarding;
using TradingLogging.Resilience.Tests.Faults;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Forwarding;

/// <summary>The disk of the log is full, so the forwarder cannot remember what it has sent.</summary>
public sealed class FullDiskTests(ITestOutputHelper output) : IDisposable
{
    private const int BatchEvents = 20;
    private const int DiskKibibytes = 1024;
    private const string Filler = "filler";

    private readonly SmallDisk _disk = new(DiskKibibytes);
    private readonly RecordingReceiver _receiver = new();
    private int _written;

    public void Dispose()
    {
        _receiver.Dispose();
        _disk.Dispose();
    }

    [Fact]
    public void When_the_disk_has_room_again_a_follower_goes_on_and_repeats_nothing()
    {
        using WriterProcess writer = StartWriter();
        using ForwarderProcess forwarder = StartForwarder();
        int acknowledged = Write(writer, 200);
        WaitFor(acknowledged);
        for (int round = 0; round < 3; round++)
        {
            acknowledged += WriteUntilFull(writer);
            // What came shows that the forwarder has got to what it cannot remember.
            WaitFor(acknowledged - BatchEvents);
            File.Delete(_disk.File(Filler));
            acknowledged += Write(writer, 100);
            WaitFor(acknowledged);
        }

        Assert.Equal(0, forwarder.Finish());
        Check(acknowledged, mostRepeated: 0, "3 times a full disk");
    }

    [Fact]
    public void Killed_on_a_full_disk_a_forwarder_repeats_one_request_a_kill()
    {
        const int Kills = 5;
        using WriterProcess writer = StartWriter();
        int acknowledged = Write(writer, 200);
        using (ForwarderProcess first = StartForwarder())
        {
            WaitFor(acknowledged);
            acknowledged += WriteUntilFull(writer);
            WaitFor(acknowledged - BatchEvents);
            first.Kill();
        }

        for (int kill = 1; kill < Kills; kill++)
        {
            long before = _receiver.Events;
            using ForwarderProcess next = StartForwarder();
            // It sends again what could not be remembered, and nothing behind it.
            Assert.True(SpinWait.SpinUntil(() => _receiver.Events > before, ChildProcess.Patience));
            next.Kill();
        }

        long repeatedWhileFull = _receiver.Events - _receiver.Count;
        File.Delete(_disk.File(Filler));
        acknowledged += Write(writer, 100);
        using ForwarderProcess last = StartForwarder();
        WaitFor(acknowledged);
        Assert.Equal(0, last.Finish());
        Assert.InRange(repeatedWhileFull, 1, Kills * BatchEvents);
        Check(acknowledged, mostRepeated: Kills * BatchEvents, $"{Kills} kills on a full disk");
    }

    private void Check(int acknowledged, long mostRepeated, string what)
    {
        (int events, long repeated) = ForwardedLog.IsDelivered(_disk.FullName, _receiver, mostRepeated);
        Assert.Equal(acknowledged, events);
        output.WriteLine($"{what}: {events} events, 0 missing, 0 phantoms, {repeated} repeated.");
    }

    // Until the last page of the log has no room for a further event.
    private int WriteUntilFull(WriterProcess writer)
    {
        using (FileStream filler = File.Create(_disk.File(Filler)))
        {
            try
            {
                for (int page = 0; page < DiskKibibytes; page++)
                {
                    filler.Write(new byte[4096]);
                    filler.Flush();
                }

                Assert.Fail("The disk does not fill.");
            }
            catch (IOException)
            {
                // That is all.
            }
        }

        int acknowledged = 0;
        WriterOutcome outcome;
        do
        {
            // Less than a page has room.
            Assert.InRange(acknowledged, 0, 50_000);
            outcome = WriterOutcome.Of(writer, _written, 50);
            _written += 50;
            acknowledged += outcome.Acknowledged.Count;
        }
        while (outcome.Failures.Count == 0);
        return acknowledged;
    }

    private int Write(WriterProcess writer, int events)
    {
        WriterOutcome outcome = WriterOutcome.Of(writer, _written, events);
        _written += events;
        Assert.Empty(outcome.Failures);
        return events;
    }

    private WriterProcess StartWriter()
    {
        var writer = new WriterProcess(FaultJobs.Trades(_disk.FullName));
        writer.WaitUntilReady();
        return writer;
    }

    private ForwarderProcess StartForwarder() => new(new ForwardJob(
        _disk.FullName, "central", _receiver.Uri, ForwardProtocol.Ndjson, BatchEvents));

    private void WaitFor(int events) => Assert.True(
        SpinWait.SpinUntil(() => _receiver.Count >= events, ChildProcess.Patience),
        $"{_receiver.Count} of {events} events came.");
}
