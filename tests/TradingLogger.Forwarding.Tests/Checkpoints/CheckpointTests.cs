using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Tests.Sources;
using TradingLogging.Tests.Storage;
using Xunit;
using static TradingLogging.Forwarding.Tests.Sources.ForwardedLog;

namespace TradingLogging.Forwarding.Tests.Checkpoints;

/// <summary>Whatever becomes of the checkpoint: events may be sent twice, and none is left out.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly ForwardedLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_checkpoint_torn_at_any_byte_lets_the_file_be_sent_from_its_beginning_with_a_warning()
    {
        byte[] whole = SendPart();
        for (int length = 0; length < whole.Length; length++)
        {
            _log.Warnings.Clear();
            File.WriteAllBytes(_log.Files.Checkpoint, whole[..length]);

            Assert.Equal(LinesOf(0, 250), SendUncommitted());
            Assert.Contains("checkpoint' is damaged", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        }

        File.WriteAllBytes(_log.Files.Checkpoint, whole);
        Assert.Equal(LinesOf(100, 150), SendUncommitted());
    }

    [Fact]
    public void A_zeroed_checkpoint_or_one_with_a_changed_byte_counts_as_none()
    {
        byte[] whole = SendPart();
        File.WriteAllBytes(_log.Files.Checkpoint, new byte[whole.Length]);
        Assert.Equal(250, SendUncommitted().Length);
        for (int index = 0; index < whole.Length; index++)
        {
            byte[] changed = [.. whole];
            changed[index] ^= 1;
            File.WriteAllBytes(_log.Files.Checkpoint, changed);

            Assert.Equal(250, SendUncommitted().Length);
        }
    }

    [Fact]
    public void An_older_checkpoint_sends_again_what_came_after_it_under_the_same_ids()
    {
        byte[] old = SendPart();
        List<SentEvent> sent = _log.Send();
        File.WriteAllBytes(_log.Files.Checkpoint, old);

        Assert.Equal(sent, _log.Send());
        Assert.Equal(150, sent.Count);
    }

    [Fact]
    public void A_checkpoint_beyond_the_end_of_the_file_lets_it_be_sent_from_its_beginning_with_a_warning()
    {
        SendPart();
        _log.Send();
        File.WriteAllText(_log.PathOf("trades.log"), string.Concat(LinesOf(0, 60).Select(line => line + "\n")));

        Assert.Equal(LinesOf(0, 60), _log.Send().Select(sent => sent.Line));
        Assert.Contains("sent again from its beginning", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_another_file_lets_this_one_be_sent_whole_and_the_receiver_is_told_of_the_gap()
    {
        SendPart();
        File.WriteAllText(_log.PathOf("trades.log"), string.Concat(LinesOf(1000, 300).Select(line => line + "\n")));

        List<SentEvent> sent = _log.Send();
        List<SentEvent> gaps = _log.Send();

        Assert.Equal(LinesOf(1000, 300), sent.Concat(gaps).Select(sent => sent.Line).Where(line => !IsGap(line)));
        SentEvent gap = Assert.Single(sent.Concat(gaps), sent => IsGap(sent.Line));
        Assert.StartsWith("gap-", gap.Id, StringComparison.Ordinal);
        Assert.Contains("is gone", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_changed_before_the_place_that_was_reached_is_sent_from_its_beginning()
    {
        SendPart();
        string[] lines = LinesOf(0, 250);
        lines[99] = lines[99].Replace("ORDER", "FILLS", StringComparison.Ordinal);
        File.WriteAllText(_log.PathOf("trades.log"), string.Concat(lines.Select(line => line + "\n")));

        Assert.Equal(lines, _log.Send().Select(sent => sent.Line));
    }

    [Fact]
    public void Days_that_were_sent_are_sent_again_when_the_list_of_them_is_damaged()
    {
        _log.Append("trades.log.2025-12-17", LinesOf(0, 5));
        _log.Send();
        Assert.Empty(_log.Send());
        File.WriteAllText(_log.Files.Sent, "torn");

        Assert.Equal(5, _log.Send().Count);
        Assert.Contains("sent' is damaged", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_one_name_one_forwarder_runs_at_a_time_and_the_second_is_told_of_the_first()
    {
        using TradeEventSource first = _log.Open();

        var error = Assert.ThrowsAny<IOException>(() => _log.Open());

        Assert.Contains("'default'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        _log.Options = _log.Options with { Name = "second" };
        using TradeEventSource second = _log.Open();
    }

    [Fact]
    public void A_name_that_differs_from_another_one_in_case_alone_is_refused()
    {
        _log.Options = _log.Options with { Name = "Desk" };
        _log.Open().Dispose();
        _log.Options = _log.Options with { Name = "desk" };

        Assert.Contains(
            "has a forwarder 'Desk' already",
            Assert.ThrowsAny<IOException>(() => _log.Open()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Several_forwarders_of_a_log_do_not_know_of_each_other()
    {
        _log.Append("trades.log", LinesOf(0, 10));
        using TradeEventSource first = _log.Open();
        Assert.Equal(10, Send(first).Count);

        _log.Options = _log.Options with { Name = "second" };
        Assert.Equal(10, _log.Send().Count);
    }

    [Fact]
    public void On_a_full_disk_a_commit_fails_and_the_next_one_takes_it_up()
    {
        _log.Append("trades.log", LinesOf(0, 250));
        var files = new FaultyFiles();
        using (TradeEventSource source = _log.Open(files))
        {
            var batch = new EventBatch();
            Assert.True(source.TryRead(batch, CancellationToken.None));
            source.Commit();
            files.LongestWrite = 10;
            Assert.True(source.TryRead(batch, CancellationToken.None));
            Assert.ThrowsAny<IOException>(source.Commit);
            Assert.Equal(LinesOf(100, 150), SendFromCopy());

            files.LongestWrite = int.MaxValue;
            source.Commit();
        }

        Assert.Equal(LinesOf(200, 50), _log.Send().Select(sent => sent.Line));
    }

    [Fact]
    public void Whichever_operation_of_a_commit_fails_nothing_is_left_out()
    {
        for (int failing = 0; failing < 40; failing++)
        {
            using var log = new ForwardedLog();
            log.Append("trades.log.2025-12-17", LinesOf(0, 100));
            log.Append("trades.log", LinesOf(100, 50));
            var files = new FaultyFiles();
            var sent = new HashSet<string>();
            using (TradeEventSource source = log.Open(files))
            {
                var batch = new EventBatch();
                while (source.TryRead(batch, CancellationToken.None))
                {
                    sent.UnionWith(EventsOf(batch).Select(sent => sent.Line));
                    int number = failing;
                    files.FailAt(operation => operation == number);
                    try
                    {
                        source.Commit();
                    }
                    catch (IOException)
                    {
                        break;
                    }
                    finally
                    {
                        files.Mend();
                    }
                }
            }

            sent.UnionWith(log.Send().Select(sent => sent.Line));
            Assert.Equal(LinesOf(0, 150).ToHashSet(), sent);
        }
    }

    private static bool IsGap(string line) => line.Contains("FORWARD_GAP", StringComparison.Ordinal);

    // Gives the checkpoint behind the first 100 of 250 events.
    private byte[] SendPart()
    {
        _log.Append("trades.log", LinesOf(0, 250));
        using (TradeEventSource source = _log.Open())
            Assert.Equal(100, Send(source, batches: 1).Count);
        return File.ReadAllBytes(_log.Files.Checkpoint);
    }

    private string[] SendUncommitted()
    {
        using TradeEventSource source = _log.Open();
        return ReadAll(source);
    }

    private string[] SendFromCopy()
    {
        using var copy = new ForwardedLog();
        File.Copy(_log.PathOf("trades.log"), copy.PathOf("trades.log"));
        Directory.CreateDirectory(copy.Files.Directory);
        foreach (string path in Directory.GetFiles(_log.Files.Directory).Where(path => path != _log.Files.Lock))
            File.Copy(path, Path.Combine(copy.Files.Directory, Path.GetFileName(path)));
        using TradeEventSource source = copy.Open();
        return ReadAll(source);
    }

    private static string[] ReadAll(TradeEventSource source)
    {
        var lines = new List<string>();
        var batch = new EventBatch();
        while (source.TryRead(batch, CancellationToken.None))
            lines.AddRange(EventsOf(batch).Select(sent => sent.Line));
        return [.. lines];
    }
}
