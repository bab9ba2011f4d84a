using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Tests.Delivery;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Storage.Platform;
using TradingLogging.Tests.Storage;
using Xunit;

namespace TradingLogging.Forwarding.Tests;

public sealed class ForwarderStateTests : IDisposable
{
    private readonly FakeDelivery _delivery = new();

    private string StateDirectory => Path.Combine(_delivery.Options.LogDirectory, ".trades.log.forward");

    public void Dispose() => _delivery.Dispose();

    [Fact]
    public void A_log_that_was_never_forwarded_has_no_forwarders() => Assert.Empty(ReadAll());

    [Fact]
    public void The_state_tells_what_was_done()
    {
        _delivery.Options = _delivery.Options with { Name = "central", Protocol = ForwardProtocol.Ndjson };
        _delivery.Source.BatchEvents = 10;
        _delivery.Source.Gaps = 2;
        _delivery.Source.Add(25);

        _delivery.SendOnce();
        ForwarderState state = _delivery.State;

        Assert.Equal(("central", _delivery.Options.LogDirectory), (state.Name, state.LogDirectory));
        Assert.Equal(("https://receiver.example/v1/logs", ForwardProtocol.Ndjson), (state.Uri, state.Protocol));
        Assert.Equal((Environment.ProcessId, false), (state.ProcessId, state.IsRunning));
        Assert.Equal((25, 3, 0, 0, 2), (state.Events, state.Batches, state.Retries, state.Rejected, state.Gaps));
        Assert.Equal((0, 0), (state.LagEvents, state.LagBytes));
        Assert.Equal(new DateTimeOffset(2026, 11, 29, 1, 0, 0, TimeSpan.Zero), state.LastSuccess);
        Assert.Equal(state.LastSuccess, state.Started);
        Assert.Null(state.LastError);
        Assert.Equal(Path.Combine(StateDirectory, "central.dead.ndjson"), state.DeadLetterPath);
    }

    [Fact]
    public void The_address_is_kept_without_what_could_be_secret()
    {
        _delivery.Options = _delivery.Options with
        {
            Uri = new Uri("https://receiver.example:8123/insert?user=joe&password=hunter22&x=s3cr3t#frag"),
        };

        _delivery.SendOnce();

        Assert.Equal("https://receiver.example:8123/insert?…", _delivery.State.Uri);
        string written = string.Concat(Directory.GetFiles(StateDirectory).Select(File.ReadAllText));
        Assert.DoesNotContain("hunter22", written, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", written, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_success_and_error_outlive_a_restart()
    {
        _delivery.Source.Add(1);
        int attempts = 0;
        _delivery.Receiver.Answer = _ =>
            ++attempts == 1 ? new DeliveryResult.Retry("It answers 503.") : new DeliveryResult.Accepted();
        _delivery.SendOnce();
        DateTimeOffset? success = _delivery.State.LastSuccess;
        _delivery.Time.Now += TimeSpan.FromDays(1);

        _delivery.SendOnce();

        Assert.Equal((success, "It answers 503."), (_delivery.State.LastSuccess, _delivery.State.LastError));
        Assert.Equal(0, _delivery.State.Events);
    }

    [Fact]
    public void It_is_written_once_a_second_at_most()
    {
        var files = new FaultyFiles();
        _delivery.Files = files;
        _delivery.Time.Waited = () =>
        {
            _delivery.Source.Add(1);
            if (_delivery.Time.Waits.Count == 200)
                _delivery.Time.Cancel();
        };

        _delivery.Follow();

        // 10 seconds, the start and the end.
        Assert.InRange(files.Count(FileOperation.OpenForAppend), 10, 12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"uri\":\"https://rec")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"events\":\"many\",\"started\":7,\"protocol\":\"Morse\",\"uri\":{}}")]
    [InlineData("\0\0\0\0")]
    [InlineData("{\"last_error\":\"\\ud83d\"}")]
    public void A_torn_state_hides_no_forwarder(string text)
    {
        Directory.CreateDirectory(StateDirectory);
        File.WriteAllText(Path.Combine(StateDirectory, "main.state"), text);

        ForwarderState state = Assert.Single(ReadAll());

        Assert.Equal(("main", false), (state.Name, state.IsRunning));
        Assert.Equal((null, null, 0), (state.Uri, state.Protocol, state.Events));
        Assert.Equal(12, state.LagEvents);
    }

    [Fact]
    public void Forwarders_are_found_by_any_of_their_files_in_order_of_their_names()
    {
        Directory.CreateDirectory(StateDirectory);
        string[] files =
        [
            "b.checkpoint", "a.state", "c.sent", "d.dead.ndjson", "a.lock", "a.state.draft", "only.lock", ".state",
            "x y.state",
        ];
        foreach (string file in files)
            File.WriteAllText(Path.Combine(StateDirectory, file), "");

        Assert.Equal(["a", "b", "c", "d"], ReadAll().Select(state => state.Name));
    }

    [Fact]
    public void A_forwarder_that_runs_is_shown_as_running()
    {
        Directory.CreateDirectory(StateDirectory);
        File.WriteAllText(Path.Combine(StateDirectory, "main.state"), "{}");
        using LockHandle held = PlatformFiles.Current.OpenLock(Path.Combine(StateDirectory, "main.lock"));
        Assert.True(held.TryLock());

        Assert.True(Assert.Single(ReadAll()).IsRunning);
    }

    [Fact]
    public void A_lag_that_cannot_be_found_out_hides_nothing_else()
    {
        Directory.CreateDirectory(StateDirectory);
        File.WriteAllText(Path.Combine(StateDirectory, "main.state"), "{\"events\":7}");

        ForwarderState state = Assert.Single(ForwarderState.ReadAll(
            _delivery.Options.LogDirectory, (_, _) => throw new IOException("Input/output error")));

        Assert.Equal((7, null, "Input/output error"), (state.Events, state.LagBytes, state.LagError));
    }

    [Fact]
    public void What_others_wrote_into_the_state_drives_no_terminal_and_shows_no_secret()
    {
        Directory.CreateDirectory(StateDirectory);
        File.WriteAllText(
            Path.Combine(StateDirectory, "main.state"),
            "{\"uri\":\"https://joe:hunter22@h/\",\"last_error\":\"\\u001b[2J token=s3cr3tvalue\",\"held\":\"a\\nb\"}");

        ForwarderState state = Assert.Single(ReadAll());

        Assert.DoesNotContain("hunter22", state.Uri, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', state.LastError!);
        Assert.DoesNotContain("s3cr3tvalue", state.LastError, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', state.Held!);
    }

    private IReadOnlyList<ForwarderState> ReadAll() =>
        ForwarderState.ReadAll(_delivery.Options.LogDirectory, (_, _) => new ForwardLag(12, 345, null));
}
