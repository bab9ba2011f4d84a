using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Storage.Compression;

/// <summary>Whoever reads or follows a log while its archives are compressed gets each line once.</summary>
public sealed class CompressedWhileReadTests : IDisposable
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(10);

    private readonly CompressedFolder _log = new();
    private readonly CancellationTokenSource _cancellation = new(LongEnough);

    public void Dispose()
    {
        _cancellation.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_follower_goes_on_where_it_is_in_the_file_of_the_day(int before)
    {
        Append("trades.log", CompressedFolder.Lines("A", 2));
        using IEnumerator<TradeEvent> follow =
            _log.Log.Follow(new TradeQuery { Since = DateTimeOffset.MinValue }, Options()).GetEnumerator();
        string[] first = [.. Next(follow, before)];
        Rotate("trades.log", "trades.log.2025-12-17");
        _log.Compress();
        Append("trades.log", CompressedFolder.Lines("B", 2, "2025-12-18T10:00:00"));

        Assert.Equal(["A1", "A2", "B1", "B2"], [.. first, .. Next(follow, 4 - before)]);
        AssertNoMore(follow, () => Append("trades.log", CompressedFolder.Line("end")));
        SharedFile.SkipWhereStillThere(_log.Folder.PathOf("trades.log.2025-12-17"));
        Assert.Equal(["trades.log", "trades.log.2025-12-17.gz"], _log.Folder.Files);
    }

    [Fact]
    public void A_follower_that_stands_still_over_several_days_gets_them_all_once()
    {
        using IEnumerator<TradeEvent> follow = _log.Log.Follow(options: Options()).GetEnumerator();
        Append("trades.log", CompressedFolder.Lines("A", 2));
        Assert.Equal(["A1"], Next(follow, 1));
        for (int day = 17; day <= 20; day++)
        {
            Rotate("trades.log", FormattableString.Invariant($"trades.log.2025-12-{day}"));
            _log.Compress();
            Append("trades.log", CompressedFolder.Lines($"D{day}-", 2));
        }

        Assert.Equal(
            ["A2", "D17-1", "D17-2", "D18-1", "D18-2", "D19-1", "D19-2", "D20-1", "D20-2"], Next(follow, 9));
        AssertNoMore(follow, () => Append("trades.log", CompressedFolder.Line("end")));
    }

    [Fact]
    public void A_follower_of_the_text_log_gets_each_entry_once_however_backups_move_on()
    {
        Append("trading.log", CompressedFolder.TextLine("a"));
        using IEnumerator<TradingLogEntry> follow = TradingLog.InDirectory(_log.Folder.FullName)
            .Follow(new TradingLogQuery { Since = DateTimeOffset.MinValue }, Options()).GetEnumerator();
        Append("trading.log", CompressedFolder.TextLine("b"));
        Assert.True(follow.MoveNext());
        List<string> messages = [follow.Current.Message];
        for (int number = 0; number < 3; number++)
        {
            MoveBackups();
            _log.Compress(_log.Backups);
            SharedFile.SkipWhereStillThere(_log.Folder.PathOf("trading.log.1"));
            Append("trading.log", CompressedFolder.TextLine($"n{number}"));
            Assert.True(follow.MoveNext());
            messages.Add(follow.Current.Message);
        }

        Append("trading.log", CompressedFolder.TextLine("end"));
        while (messages[^1] != "end" && follow.MoveNext())
            messages.Add(follow.Current.Message);
        Assert.Equal(["a", "b", "n0", "n1", "n2", "end"], messages);
    }

    [Fact]
    public void A_reading_that_has_begun_reads_every_day_although_files_get_numbers_of_deleted_ones()
    {
        for (int day = 10; day < 20; day++)
            _log.Write($"trades.log.2025-12-{day}", CompressedFolder.Lines($"D{day}-", 3));
        _log.Write("trades.log", CompressedFolder.Line("now"));
        string[] expected = _log.Actions;
        using IEnumerator<TradeEvent> reading = _log.Log.Read().GetEnumerator();
        List<string> actions = [.. Next(reading, 5)];

        _log.Compress();
        while (reading.MoveNext())
            actions.Add(reading.Current.Action);

        Assert.Equal(31, expected.Length);
        Assert.Equal(expected, actions);
    }

    [Fact]
    public void The_current_file_that_is_set_aside_and_compressed_while_it_is_read_is_read_once()
    {
        _log.Write(CompressedFolder.Day, CompressedFolder.Lines("A", 2));
        _log.Write("trades.log", CompressedFolder.Lines("B", 2));
        using IEnumerator<TradeEvent> reading = _log.Log.Read().GetEnumerator();
        List<string> actions = [.. Next(reading, 1)];

        Rotate("trades.log", "trades.log.2025-12-18");
        _log.Compress();
        while (reading.MoveNext())
            actions.Add(reading.Current.Action);

        Assert.Equal(["A1", "A2", "B1", "B2"], actions);
    }

    private LogReadOptions Options() => new() { Cancellation = _cancellation.Token };

    private void Append(string name, string text) => File.AppendAllText(_log.Folder.PathOf(name), text);

    private void Rotate(string name, string archive) =>
        File.Move(_log.Folder.PathOf(name), _log.Folder.PathOf(archive));

    private void MoveBackups()
    {
        for (int number = 5; number >= 1; number--)
        {
            if (File.Exists(_log.Folder.PathOf($"trading.log.{number}.gz")))
                Rotate($"trading.log.{number}.gz", $"trading.log.{number + 1}.gz");
        }

        Rotate("trading.log", "trading.log.1");
    }

    private static List<string> Next(IEnumerator<TradeEvent> events, int count)
    {
        List<string> actions = [];
        while (actions.Count < count && events.MoveNext())
            actions.Add(events.Current.Action);
        return actions;
    }

    private static void AssertNoMore(IEnumerator<TradeEvent> follow, Action writeEnd)
    {
        writeEnd();
        Assert.Equal(["end"], Next(follow, 1));
    }
}
