using System.Globalization;
using System.Text.Json;
using TradingLogging.Forwarding;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Forwarding;

/// <summary>A forwarder that runs all the time, beside a writer.</summary>
public sealed class FollowingForwarderTests(ITestOutputHelper output) : IDisposable
{
    private const int BatchEvents = 500;

    private readonly TestDirectory _directory = new();
    private readonly RecordingReceiver _receiver = new();

    public void Dispose()
    {
        _receiver.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void A_receiver_that_was_down_has_everything_when_it_is_back()
    {
        using WriterProcess writer = StartWriter();
        using ForwarderProcess forwarder = StartForwarder();
        for (int round = 0; round < 3; round++)
        {
            WriteAndWait(writer, 1000);
            _receiver.Stop();
            writer.Write(1000);
            writer.WaitForSuccess();
            _receiver.Start();
        }

        WriteAndWait(writer, 1);
        Assert.Equal(0, forwarder.Finish());

        // A request that the receiver took when it went down is sent again.
        (int events, long repeated) = ForwardedLog.IsDelivered(
            _directory.FullName, _receiver, mostRepeated: 3 * BatchEvents);
        Assert.Equal(6001, events);
        output.WriteLine($"{events} events, {repeated} repeated over 3 failures of the receiver.");
    }

    [Fact]
    public void Events_arrive_while_they_are_written()
    {
        const int Events = 100;
        List<double> delays = [];
        _receiver.Arrived = line => delays.Add((DateTimeOffset.UtcNow - TimeOf(line)).TotalMilliseconds);
        using WriterProcess writer = StartWriter();
        using ForwarderProcess forwarder = StartForwarder();
        // The time that a process takes to start is not of interest.
        WriteAndWait(writer, 1);
        delays.Clear();
        for (int number = 0; number < Events; number++)
        {
            writer.Write(1);
            writer.WaitForSuccess();
            WaitForAll(number + 2);
        }

        Assert.Equal(0, forwarder.Finish());

        ForwardedLog.IsDelivered(_directory.FullName, _receiver, mostRepeated: 0);
        delays.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"From the time of the event to the receiver: median {delays[Events / 2]:0} ms, "
            + $"the longest {delays[^1]:0} ms."));
    }

    private static DateTimeOffset TimeOf(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("timestamp").GetDateTimeOffset();
    }

    private WriterProcess StartWriter()
    {
        var writer = new WriterProcess(Jobs.Trades("w", _directory, textLength: 100));
        writer.WaitUntilReady();
        return writer;
    }

    private ForwarderProcess StartForwarder()
    {
        var forwarder = new ForwarderProcess(new ForwardJob(
            _directory.FullName, "central", _receiver.Uri, ForwardProtocol.Ndjson, BatchEvents));
        forwarder.WaitUntilReady();
        return forwarder;
    }

    private void WriteAndWait(WriterProcess writer, int events)
    {
        writer.Write(events);
        writer.WaitForSuccess();
        WaitForAll(ForwardedLog.CountLines(_directory.FullName));
    }

    private void WaitForAll(int events) =>
        Assert.True(SpinWait.SpinUntil(() => _receiver.Count == events, ChildProcess.Patience));
}
