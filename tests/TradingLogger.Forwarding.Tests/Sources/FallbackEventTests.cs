using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Storage.Locking;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using TradingLogging.Tests.Storage;
using Xunit;
using static TradingLogging.Forwarding.Tests.Sources.ForwardedLog;

namespace TradingLogging.Forwarding.Tests.Sources;

public sealed class FallbackEventTests : IDisposable
{
    private readonly ForwardedLog _log = new();
    private readonly LogFolder _folder = new();
    private readonly string _fallback;

    public FallbackEventTests()
    {
        _fallback = _folder.PathOf("trades.log.fallback");
        FallbackNote.Leave(PlatformFiles.Current, _log.PathOf("trades.log"), _fallback);
    }

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void An_event_sent_from_a_fallback_has_its_id_also_when_it_comes_in_the_log(bool isChained, bool isRestarted)
    {
        _log.Append("trades.log", LinesOf(0, 5));
        WriteFallback(LinesOf(100, 150));
        var source = _log.Open();
        List<SentEvent> sent = Send(source);
        Assert.Equal([.. LinesOf(0, 5), .. LinesOf(100, 150)], sent.Select(sent => sent.Line));

        File.Move(_fallback, _fallback + ".merging");
        if (isRestarted)
        {
            source.Dispose();
            source = _log.Open();
        }

        string[] merged = isChained ? EventIdTests.Chain(LinesOf(100, 150)) : LinesOf(100, 150);
        _log.Append("trades.log", merged[..70]);
        _log.Append("trades.log.2025-12-16", merged[70..]);
        File.Delete(_fallback + ".merging");
        _log.Append("trades.log", Line(999));
        List<SentEvent> again = Send(source);
        source.Dispose();

        Assert.Equal(151, again.Count);
        Assert.Equal(
            sent.Skip(5).Select(sent => sent.Id).Order(),
            again.Where(sent => sent.Line != Line(999)).Select(sent => sent.Id).Order());
        Assert.Empty(_log.Send());
        Assert.Empty(_log.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_has_its_id_also_when_its_data_end_as_the_chain_does(bool isChained)
    {
        string forged = Line(2)[..^1] + ", \"seq\": 7, \"prev\": \"" + new string('a', 64) + "\"}";
        string[] lines = [forged, Line(1), forged, forged];
        WriteFallback(lines);
        string[] sent = [.. _log.Send().Select(sent => sent.Id)];

        _log.Append("trades.log", isChained ? EventIdTests.Chain(lines) : lines);
        File.Delete(_fallback);

        Assert.Equal(sent, _log.Send().Select(sent => sent.Id));
        Assert.Equal(4, sent.Distinct().Count());
    }

    [Theory]
    [InlineData(50, false)]
    [InlineData(50, true)]
    [InlineData(2500, false)]
    [InlineData(2500, true)]
    public void It_has_its_id_also_when_the_log_is_sent_again_from_its_beginning(int count, bool isDamaged)
    {
        _log.Append("trades.log", EventIdTests.Chain(LinesOf(0, 5)));
        WriteFallback(LinesOf(100, count));
        List<SentEvent> sent = _log.Send();
        _log.Append("trades.log.2025-12-16", EventIdTests.Chain(LinesOf(100, count)));
        File.Delete(_fallback);
        Assert.Equal(count, _log.Send().Count);

        for (int again = 0; again < 3; again++)
        {
            Forget(isDamaged);
            Assert.Equal(sent.Select(sent => sent.Id).Order(), _log.Send().Select(sent => sent.Id).Order());
        }

        Assert.Equal(isDamaged ? 6 : 0, _log.Warnings.Count);
    }

    [Fact]
    public void Ids_of_lines_that_have_come_keep_no_fallback_from_being_sent()
    {
        // The days of these lines are long deleted.
        string kept = string.Concat(Enumerable.Range(1, FallbackIds.Most + 10).Select(
            number => $"{number} {number:x32} id-{number} kept\n"));
        Directory.CreateDirectory(_log.Files.Directory);
        File.WriteAllText(_log.Files.FallbackIds, kept);
        WriteFallback(LinesOf(0, 2000));
        List<SentEvent> sent = _log.Send();
        Assert.Equal(2000, sent.Count);

        _log.Append("trades.log", LinesOf(0, 2000));
        File.Delete(_fallback);
        Assert.Equal(sent, _log.Send());
        Forget(isDamaged: false);

        // The oldest of those that were used are dropped.
        string[] left = File.ReadAllLines(_log.Files.FallbackIds);
        Assert.Equal(FallbackIds.Most, left.Length);
        Assert.StartsWith("2011 ", left[0], StringComparison.Ordinal);
        Assert.Equal(sent, _log.Send());
    }

    [Fact]
    public void What_comes_to_the_fallback_later_is_sent_too_and_a_new_fallback_is_begun_anew()
    {
        WriteFallback(Line(1));
        using TradeEventSource source = _log.Open();
        Assert.Single(Send(source));
        WriteFallback(Line(2));
        Assert.Equal([Line(2)], SendWhenSeen(source).Select(sent => sent.Line));

        File.Delete(_fallback);
        WriteFallback(Line(3));

        Assert.Equal([Line(3)], SendWhenSeen(source).Select(sent => sent.Line));
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void A_fallback_that_a_writer_begins_to_merge_in_this_moment_is_left_to_it()
    {
        WriteFallback(LinesOf(0, 5));
        var files = new FaultyFiles
        {
            Before = (operation, path) =>
            {
                if (operation == FileOperation.Sync && path.EndsWith(".fallback-ids", StringComparison.Ordinal))
                    File.Move(_fallback, _fallback + ".merging");
            },
        };
        using TradeEventSource source = _log.Open(files);

        Assert.Empty(Send(source));
        ForwardLag lag = source.GetLag(CancellationToken.None);
        Assert.Equal(5, lag.Events);

        files.Mend();
        _log.Append("trades.log", LinesOf(0, 5));
        File.Delete(_fallback + ".merging");
        Assert.Equal(LinesOf(0, 5), SendWhenSeen(source).Select(sent => sent.Line));
    }

    [Fact]
    public void A_fallback_that_no_writer_goes_on_adding_to_the_log_is_told_of_once()
    {
        string merging = _fallback + ".merging";
        File.WriteAllText(merging, Line(1) + "\n");
        using TradeEventSource source = _log.Open();
        Assert.Empty(SendInLooks(source, 3));
        Assert.Empty(_log.Warnings);

        File.SetLastWriteTimeUtc(merging, DateTime.UtcNow.AddHours(-1));
        using (var writer = InterProcessLock.Of(PlatformFiles.Current, merging))
        {
            writer.Acquire(TimeSpan.Zero);
            Assert.Empty(SendInLooks(source, 3));
            Assert.Empty(_log.Warnings);
        }

        Assert.Empty(SendInLooks(source, 3));
        Assert.Contains("fallback_dir", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, source.GetLag(CancellationToken.None).Events);

        _log.Append("trades.log", Line(1));
        File.Delete(merging);
        Assert.Equal([Line(1)], SendWhenSeen(source).Select(sent => sent.Line));
        Assert.Single(_log.Warnings);
    }

    [Fact]
    public void Ids_that_cannot_be_written_keep_the_lines_from_being_sent()
    {
        WriteFallback(LinesOf(0, 5));
        var files = new FaultyFiles();
        using TradeEventSource source = _log.Open(files);
        files.Before = (operation, path) =>
        {
            if (operation == FileOperation.Sync && path.EndsWith(".fallback-ids", StringComparison.Ordinal))
                throw FaultyFiles.Failure(operation, path, "No space left on device");
        };
        var batch = new EventBatch();
        Assert.ThrowsAny<IOException>(() => source.TryRead(batch, CancellationToken.None));
        Assert.Equal(0, batch.Count);

        files.Mend();
        Assert.Equal(5, Send(source).Count);
    }

    [Fact]
    public void Damaged_ids_are_warned_of()
    {
        WriteFallback(LinesOf(0, 5));
        _log.Send();
        File.AppendAllText(_log.Files.FallbackIds, "what is this\n7 torn");

        Assert.Empty(_log.Send());
        Assert.Contains("fallback-ids' is damaged", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    private void Forget(bool isDamaged)
    {
        if (!isDamaged)
        {
            Assert.True(ForwarderReset.Resend(_log.Options.LogDirectory, _log.Options.Name));
            return;
        }

        File.WriteAllBytes(_log.Files.Checkpoint, new byte[300]);
        File.WriteAllBytes(_log.Files.Sent, new byte[300]);
    }

    private void WriteFallback(params IEnumerable<string> lines) =>
        File.AppendAllText(_fallback, string.Concat(lines.Select(line => line + "\n")));

    // Looks so many times at all files: a line of the log makes it look at once.
    private List<SentEvent> SendInLooks(TradeEventSource source, int looks)
    {
        List<SentEvent> sent = [];
        for (int look = 0; look < looks; look++)
        {
            _log.Append("trades.log", Line(1000 + look));
            sent.AddRange(Send(source).Where(sent => sent.Line == Line(1)));
        }

        return sent;
    }

    // Other files than the current one are looked at several times a second.
    private static List<SentEvent> SendWhenSeen(TradeEventSource source)
    {
        List<SentEvent> sent = [];
        while (sent.Count == 0)
            sent = Send(source);
        return sent;
    }
}
