using System.Globalization;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Platform;
using Xunit;
using static TradingLogging.Forwarding.Tests.Sources.ForwardedLog;

namespace TradingLogging.Forwarding.Tests.Sources;

public sealed class EventIdTests : IDisposable
{
    private readonly ForwardedLog _log = new();
    private readonly ForwardedLog _copy = new();

    public void Dispose()
    {
        _log.Dispose();
        _copy.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ids_survive_rotation_compression_copies_and_restores(bool isChained)
    {
        string[] lines = isChained ? Chain(LinesOf(0, 150)) : LinesOf(0, 150);
        _log.Append("trades.log", lines);
        SentEvent[] sent = SendAgain();

        _log.Move("trades.log", "trades.log.2025-12-17");
        Assert.Equal(sent, SendAgain());
        _log.Compress("trades.log.2025-12-17");
        Assert.Equal(sent, SendAgain());

        File.Copy(_log.PathOf("trades.log.2025-12-17.gz"), _copy.PathOf("trades.log.2026-01-01.3.gz"));
        Assert.Equal(sent, _copy.Send());
        Assert.Empty(_copy.Send());
        File.Delete(_copy.PathOf("trades.log.2026-01-01.3.gz"));
        _copy.Append("trades.log", lines);
        Assert.Equal(sent, _copy.Send());
        Assert.Equal(150, sent.Select(sent => sent.Id).Distinct().Count());
    }

    [Fact]
    public void Equal_lines_have_different_ids_wherever_they_stand()
    {
        // As a log without offsets has them when the clock is set back for the winter.
        _log.Append("trades.log.2025-12-17", Line(1), Line(2), Line(1));
        _log.Append("trades.log.2025-12-17.1", Line(2), Line(1));

        Assert.Equal(5, _log.Send().Select(sent => sent.Id).Distinct().Count());
    }

    [Fact]
    public void The_id_of_a_chained_event_has_its_number()
    {
        _log.Append("trades.log", Chain(LinesOf(0, 3)));

        string[][] ids = [.. _log.Send().Select(sent => sent.Id.Split('-'))];

        Assert.Equal(["1", "2", "3"], ids.Select(id => id[1]));
        Assert.All(ids, id => Assert.Equal((3, 16, 32), (id.Length, id[0].Length, id[2].Length)));
    }

    [Fact]
    public void Data_that_end_as_the_chain_does_make_no_chain()
    {
        string forged = Line(2)[..^1] + ", \"seq\": 7, \"prev\": \"" + new string('a', 64) + "\"}";
        _log.Append("trades.log", Line(1), forged, forged, Line(3) + forged, forged + forged);

        string[] ids = [.. _log.Send().Select(sent => sent.Id)];

        Assert.Equal(7, ids.Distinct().Count());
        Assert.All(ids, id => Assert.StartsWith("20251217-", id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void A_true_chain_keeps_its_ids_whatever_stands_in_it_and_wherever_sending_begins(int batch)
    {
        string[] lines = Chain(
        [
            .. LinesOf(0, 10), "torn", .. LinesOf(10, 2), "", "{\"a\": 1", .. LinesOf(20, 9),
            "{\"timestamp\": \"2025-12-17T10:00:00+01:00\", \"action\": \"BATCH_UNFINISHED\", \"lines\": 2}",
            Line(40)[..30] + Line(41), .. LinesOf(50, 5),
        ]);
        _log.Options = _log.Options with { BatchEvents = batch };
        List<SentEvent> sent = [];
        foreach (string line in lines)
        {
            _log.Append("trades.log", line);
            sent.AddRange(_log.Send());
        }

        string[][] ids = [.. sent.Select(sent => sent.Id.Split('-'))];
        Assert.All(ids, id => Assert.Equal(3, id.Length));
        Assert.Equal(sent, SendAgain());
        _log.Move("trades.log", "trades.log.2025-12-17");
        _log.Compress("trades.log.2025-12-17");
        Assert.Equal(sent, SendAgain());
        Assert.Equal(sent.Count, sent.Select(sent => sent.Id).Distinct().Count());
    }

    [Fact]
    public void Behind_a_line_that_is_too_long_ids_are_the_same_in_a_compressed_file()
    {
        _log.Append("trades.log", Chain([Line(1), new string('x', (64 * 1024 * 1024) + 1), Line(2), Line(3)]));
        SentEvent[] sent = SendAgain();
        Assert.Equal([1, 2, 3], sent.Select(sent => int.Parse(sent.Id.Split('-')[1], CultureInfo.InvariantCulture)));

        _log.Move("trades.log", "trades.log.2025-12-17");
        _log.Compress("trades.log.2025-12-17");

        Assert.Equal(sent, SendAgain());
    }

    // Without anything that the forwarder remembers.
    private SentEvent[] SendAgain()
    {
        if (Directory.Exists(_log.Files.Directory))
            Directory.Delete(_log.Files.Directory, recursive: true);
        return [.. _log.Send()];
    }

    internal static string[] Chain(IEnumerable<string> lines)
    {
        using var chain = new LineChain("/nowhere/trades.log", PlatformFiles.Current, _ => { });
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        return System.Text.Encoding.UTF8.GetString(chain.Link(bytes)).TrimEnd('\n').Split('\n');
    }
}
