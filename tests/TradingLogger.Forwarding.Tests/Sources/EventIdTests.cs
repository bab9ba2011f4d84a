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
