using TradingLogging.Forwarding.Sources;
using TradingLogging.Storage.Compression;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;
using Xunit;
using static TradingLogging.Forwarding.Tests.Sources.ForwardedLog;

namespace TradingLogging.Forwarding.Tests.Sources;

public sealed class TradeEventSourceTests : IDisposable
{
    private readonly ForwardedLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void All_days_are_sent_in_the_order_of_time_and_once()
    {
        _log.Append("trades.log", LinesOf(300, 5, "2025-12-19"));
        _log.Append("trades.log.2025-12-18", LinesOf(200, 250, "2025-12-18"));
        _log.Append("trades.log.2025-12-17", LinesOf(0, 3));
        _log.Append("trades.log.2025-12-17.1", LinesOf(100, 3));
        _log.Compress("trades.log.2025-12-17");

        List<SentEvent> sent = _log.Send();

        Assert.Equal(
            [.. LinesOf(0, 3), .. LinesOf(100, 3), .. LinesOf(200, 250, "2025-12-18"),
                .. LinesOf(300, 5, "2025-12-19")],
            sent.Select(sent => sent.Line));
        Assert.Equal(sent.Count, sent.Select(sent => sent.Id).Distinct().Count());
        Assert.Empty(_log.Send());
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void An_id_has_the_day_the_file_the_offset_and_the_hash_of_the_line()
    {
        _log.Append("trades.log", "{\"timestamp\": \"2025-12-17T23:59:59-05:00\", \"action\": \"A\"}", "{}");

        // By sha256sum.
        Assert.Equal(
            [
                "20251217-5ebce1ac886b75ab-0-5ebce1ac886b75ab7461aa139d64ca76",
                "00000000-5ebce1ac886b75ab-58-44136fa355b3678a1146ad16f7e8649e",
            ],
            _log.Send().Select(sent => sent.Id));
    }

    [Fact]
    public void Only_whole_lines_are_sent()
    {
        using TradeEventSource source = _log.Open();
        File.WriteAllText(_log.PathOf("trades.log"), Line(1) + "\n" + Line(2)[..30]);
        Assert.Equal([Line(1)], Send(source).Select(sent => sent.Line));

        // The next writer removes what the one that died has left.
        File.WriteAllText(_log.PathOf("trades.log"), Line(1) + "\n" + Line(3) + "\n" + Line(4));
        Assert.Equal([Line(3)], Send(source).Select(sent => sent.Line));

        File.AppendAllText(_log.PathOf("trades.log"), "\n");
        Assert.Equal([Line(4)], Send(source).Select(sent => sent.Line));
        Assert.Empty(_log.Warnings);
        Assert.Empty(_log.DeadLetters);
    }

    [Fact]
    public void Bytes_without_a_line_feed_at_the_end_of_a_day_are_told_of_once()
    {
        File.WriteAllText(_log.PathOf("trades.log.2025-12-17"), Line(1) + "\n" + Line(2)[..30]);
        using TradeEventSource source = _log.Open();

        Assert.Single(Send(source));
        _log.Append("trades.log", Line(3));
        Assert.Single(Send(source));

        Assert.Contains("no line feed", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_while_it_is_read_is_sent_too()
    {
        _log.Append("trades.log", LinesOf(0, 150));
        using TradeEventSource source = _log.Open();
        List<SentEvent> sent = Send(source, batches: 1);

        _log.Append("trades.log", LinesOf(150, 10));
        _log.Move("trades.log", "trades.log.2025-12-17");
        _log.Append("trades.log", LinesOf(160, 10));
        sent.AddRange(Send(source));
        _log.Append("trades.log.2025-12-17", Line(999));
        _log.Append("trades.log.2025-12-16", Line(1000));
        _log.Compress("trades.log.2025-12-17");
        _log.Append("trades.log", Line(170));
        sent.AddRange(Send(source));

        Assert.Equal(
            [.. LinesOf(0, 170), Line(1000), Line(999), Line(170)], sent.Select(sent => sent.Line));
        Assert.Empty(Send(source));
        Assert.Empty(_log.Warnings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_day_that_the_log_compresses_while_it_is_sent_is_sent_to_its_end_and_once(bool isRestarted)
    {
        _log.Append("trades.log", LinesOf(0, 250));
        TradeEventSource source = _log.Open();
        List<SentEvent> sent = Send(source, batches: 1);
        _log.Move("trades.log", "trades.log.2025-12-17");
        _log.Append("trades.log", LinesOf(250, 10, "2025-12-18"));

        CompressDays();
        if (isRestarted)
        {
            source.Dispose();
            source = _log.Open();
        }

        sent.AddRange(Send(source));
        source.Dispose();
        Assert.True(File.Exists(_log.PathOf("trades.log.2025-12-17.gz")));
        Assert.False(File.Exists(_log.PathOf("trades.log.2025-12-17")));
        Assert.Equal([.. LinesOf(0, 250), .. LinesOf(250, 10, "2025-12-18")], sent.Select(sent => sent.Line));
        Assert.Empty(_log.Send());
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void A_day_that_was_sent_is_not_sent_again_when_the_log_compresses_it()
    {
        _log.Append("trades.log.2025-12-17", LinesOf(0, 250));
        _log.Append("trades.log", LinesOf(250, 10, "2025-12-18"));
        using TradeEventSource source = _log.Open();
        Assert.Equal(260, Send(source).Count);

        CompressDays();

        Assert.Empty(Send(source));
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void A_batch_ends_before_it_has_too_many_bytes_and_a_longer_line_is_one_of_its_own()
    {
        _log.Options = _log.Options with { BatchBytes = 200 };
        string longLine = "{\"timestamp\": \"2025-12-17T10:00:00\", \"action\": \"" + new string('x', 600_000) + "\"}";
        _log.Append("trades.log", Line(1), Line(2), Line(3), longLine, Line(4));
        using TradeEventSource source = _log.Open();
        var batch = new EventBatch();
        var counts = new List<int>();
        var sent = new List<string>();

        while (source.TryRead(batch, CancellationToken.None))
        {
            counts.Add(batch.Count);
            sent.AddRange(EventsOf(batch).Select(sent => sent.Line));
        }

        Assert.Equal([2, 1, 1, 1], counts);
        Assert.Equal([Line(1), Line(2), Line(3), longLine, Line(4)], sent);
    }

    [Fact]
    public void Lines_that_are_no_event_go_to_the_dead_letters_and_block_nothing()
    {
        byte[] invalid = [.. "{\"timestamp\": \"2025-12-17T10:00:00\", \"action\": \""u8, 0xFF, .. "\"}"u8];
        _log.Append("trades.log", Line(1), new string('\0', 300), "no object", "{\"a\": 1");
        using (FileStream file = File.Open(_log.PathOf("trades.log"), FileMode.Append))
            file.Write([.. invalid, (byte)'\n']);
        _log.Append("trades.log", "", Line(2), "{\"a\": {\"b\": [1, 2]}}", "[1]");

        List<SentEvent> sent = _log.Send();

        Assert.Equal([Line(1), Line(2), "{\"a\": {\"b\": [1, 2]}}"], sent.Select(sent => sent.Line));
        Assert.Equal(5, _log.DeadLetters.Count);
        Assert.Equal(invalid, _log.DeadLetters[3].Bytes);
        Assert.EndsWith("line 3, byte " + (Line(1).Length + 302), _log.DeadLetters[1].Place, StringComparison.Ordinal);
        Assert.Equal(5, _log.Warnings.Count);
        Assert.Empty(_log.Send());
        Assert.Equal(5, _log.DeadLetters.Count);
    }

    [Fact]
    public void An_event_behind_a_torn_one_is_sent_and_the_torn_one_is_a_dead_letter()
    {
        _log.Append("trades.log", Line(1)[..40] + Line(2), Line(3) + Line(4));

        Assert.Equal([Line(2), Line(3), Line(4)], _log.Send().Select(sent => sent.Line));
        Assert.Equal(Line(1)[..40], System.Text.Encoding.UTF8.GetString(Assert.Single(_log.DeadLetters).Bytes));
    }

    [Fact]
    public void A_line_whose_dead_letter_cannot_be_written_comes_again()
    {
        _log.Append("trades.log", Line(1), "damaged", Line(2));
        bool isFull = true;
        using var source = new TradeEventSource(
            _log.Options,
            _log.Warnings.Add,
            letter => _log.DeadLetters.Add(
                isFull ? throw new IOException("full") : ("", letter.Reason, letter.Bytes.ToArray())));
        var batch = new EventBatch();
        Assert.Throws<IOException>(() => source.TryRead(batch, CancellationToken.None));

        isFull = false;
        List<SentEvent> sent = Send(source);

        Assert.Equal([Line(1), Line(2)], sent.Select(sent => sent.Line));
        Assert.Single(_log.DeadLetters);
    }

    [Fact]
    public void Reading_can_be_cancelled_and_begun_again()
    {
        _log.Append("trades.log", LinesOf(0, 500));
        _log.Options = _log.Options with { BatchEvents = 1000 };
        using TradeEventSource source = _log.Open();
        Assert.Throws<OperationCanceledException>(
            () => source.TryRead(new EventBatch(), new CancellationToken(canceled: true)));

        Assert.Equal(500, Send(source).Count);
    }

    [Fact]
    public void Several_batches_may_be_read_before_a_commit()
    {
        _log.Append("trades.log", LinesOf(0, 250));
        using (TradeEventSource source = _log.Open())
        {
            var batch = new EventBatch();
            Assert.True(source.TryRead(batch, CancellationToken.None));
            Assert.True(source.TryRead(batch, CancellationToken.None));
            source.Commit();
            Assert.True(source.TryRead(batch, CancellationToken.None));
            Assert.False(source.TryRead(batch, CancellationToken.None));
        }

        Assert.Equal(LinesOf(200, 50), _log.Send().Select(sent => sent.Line));
    }

    [Fact]
    public void A_compressed_day_that_is_damaged_is_sent_up_to_the_damage_and_keeps_no_other_day_waiting()
    {
        _log.Append("trades.log.2025-12-17", LinesOf(0, 50_000));
        _log.Compress("trades.log.2025-12-17");
        byte[] compressed = File.ReadAllBytes(_log.PathOf("trades.log.2025-12-17.gz"));
        File.WriteAllBytes(_log.PathOf("trades.log.2025-12-17.gz"), compressed[..(compressed.Length / 2)]);
        File.WriteAllText(_log.PathOf("trades.log.2025-12-16.gz"), "this is not gzip at all");
        _log.Append("trades.log", Line(1, "2025-12-18"));
        _log.Options = _log.Options with { BatchEvents = 1000 };
        using TradeEventSource source = _log.Open();

        string[] sent = [.. Send(source).Select(sent => sent.Line)];

        Assert.Equal([.. LinesOf(0, sent.Length - 1), Line(1, "2025-12-18")], sent);
        Assert.InRange(sent.Length, 20_000, 30_000);
        Assert.Equal(2, _log.Warnings.Count);
        Assert.Null(source.GetLag(CancellationToken.None).Events);
        File.WriteAllBytes(_log.PathOf("trades.log.2025-12-17.gz"), compressed);
        _log.Append("trades.log", Line(2, "2025-12-18"));
        Assert.Equal(
            [.. LinesOf(sent.Length - 1, 50_001 - sent.Length), Line(2, "2025-12-18")],
            Send(source).Select(sent => sent.Line).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_day_that_could_not_be_read_is_tried_again_after_a_while_and_warned_of_once()
    {
        _log.Append("trades.log.2025-12-17", LinesOf(0, 300));
        _log.Compress("trades.log.2025-12-17");
        string archive = _log.PathOf("trades.log.2025-12-17.gz");
        byte[] bytes = File.ReadAllBytes(archive);
        Overwrite(archive, new byte[bytes.Length]);
        using TradeEventSource source = _log.Open();
        Assert.Empty(Send(source));
        _log.Elapsed += DeferredFiles.RetryInterval;
        _log.Append("trades.log", Line(1, "2025-12-18"));
        Assert.Single(Send(source));
        Assert.Single(_log.Warnings);

        Overwrite(archive, bytes);
        _log.Append("trades.log", Line(2, "2025-12-18"));
        Assert.Single(Send(source));
        _log.Elapsed += DeferredFiles.RetryInterval;
        _log.Append("trades.log", Line(3, "2025-12-18"));
        Assert.Equal(301, Send(source).Count);
        Assert.Single(_log.Warnings);
    }

    // What a look from outside shows of it stays the same.
    private static void Overwrite(string path, byte[] bytes)
    {
        DateTime written = File.GetLastWriteTimeUtc(path);
        using (FileStream file = File.OpenWrite(path))
            file.Write(bytes);
        File.SetLastWriteTimeUtc(path, written);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024 * 1024)]
    public void A_line_too_long_for_any_reader_is_a_dead_letter_of_which_the_beginning_is_kept(int tooMany)
    {
        _log.Append("trades.log", Line(1), new string('x', (64 * 1024 * 1024) + tooMany), Line(2));

        Assert.Equal([Line(1), Line(2)], _log.Send().Select(sent => sent.Line));
        (string place, string reason, byte[] bytes) = Assert.Single(_log.DeadLetters);
        Assert.EndsWith($"line 2, byte {Line(1).Length + 1}", place, StringComparison.Ordinal);
        Assert.Contains("64 MiB", reason, StringComparison.Ordinal);
        Assert.Equal(256 * 1024, bytes.Length);
        Assert.Empty(_log.Send());
        Assert.Single(_log.DeadLetters);
    }

    private void CompressDays() => new ArchiveCompressor(
        PlatformFiles.Current,
        new CompressedLog(_log.PathOf("trades.log"), ArchiveName.ListDays),
        _log.Warnings.Add).CompressAll(_ => true);
}
