using System.Globalization;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

/// <summary>What happens to a log's files while they are read. What is not a rotation no writer of this module
/// does.</summary>
public sealed class ReadWhileChangedTests : IDisposable
{
    // More than a reader takes from a file at once.
    private const int Many = 8_000;

    private readonly LogFolder _folder = new();

    private string LogPath => _folder.PathOf("trades.log");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(Many / 2)]
    [InlineData(Many)]
    public void A_reading_ends_where_the_log_ended_when_it_began_also_across_midnights(int read)
    {
        WriteTrades(0, Many);
        using IEnumerator<TradeEvent> events = TradeLog.InDirectory(_folder.FullName).Read().GetEnumerator();
        List<long> numbers = Take(events, read);
        File.AppendAllText(LogPath, Trade(Many));
        File.Move(LogPath, LogPath + ".2025-12-18");
        WriteTrades(Many + 1, 10);
        File.Move(LogPath, LogPath + ".2025-12-19");
        WriteTrades(Many + 11, 10);
        numbers.AddRange(Take(events, int.MaxValue));

        Assert.Equal(Numbers(Many), numbers);
    }

    [Fact]
    public void A_midnight_while_an_archive_is_read_hides_and_doubles_none()
    {
        WriteTrades(0, Many);
        File.Move(LogPath, LogPath + ".2025-12-17");
        WriteTrades(Many, 10);
        using IEnumerator<TradeEvent> events = TradeLog.InDirectory(_folder.FullName).Read().GetEnumerator();
        List<long> numbers = Take(events, 1);
        File.AppendAllText(LogPath, Trade(Many + 10));
        File.Move(LogPath, LogPath + ".2025-12-18");
        WriteTrades(Many + 11, 10);
        numbers.AddRange(Take(events, int.MaxValue));

        Assert.Equal(Numbers(Many + 10), numbers);
    }

    // Most systems give the number of the deleted file to the next new one.
    [Fact]
    public void A_midnight_that_removes_the_oldest_day_while_events_are_read_hides_none()
    {
        WriteTrades(0, 10);
        File.Move(LogPath, LogPath + ".2025-12-17");
        WriteTrades(10, 10);
        using IEnumerator<TradeEvent> events = TradeLog.InDirectory(_folder.FullName).Read().GetEnumerator();
        List<long> numbers = Take(events, 11);
        File.Move(LogPath, LogPath + ".2025-12-18");
        File.Delete(LogPath + ".2025-12-17");
        WriteTrades(20, 10);
        numbers.AddRange(Take(events, int.MaxValue));

        Assert.Equal(Numbers(20), numbers);
    }

    [Theory]
    [InlineData("directory")]
    [InlineData("file")]
    [InlineData("file behind another")]
    [InlineData("last")]
    [InlineData("until")]
    public void Writing_each_event_again_that_is_read_ends(string how)
    {
        WriteTrades(0, 3 * Many);
        string other = _folder.PathOf("a.log");
        File.WriteAllText(other, Trade(-1));
        DateTimeOffset late = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
        IEnumerable<TradeEvent> events = how switch
        {
            "directory" => TradeLog.InDirectory(_folder.FullName).Read(),
            "file" => TradeLog.OfFiles([LogPath]).Read(),
            "file behind another" => TradeLog.OfFiles([other, LogPath]).Read().Skip(1),
            "last" => TradeLog.InDirectory(_folder.FullName).Read(new TradeQuery { Last = int.MaxValue }),
            _ => TradeLog.InDirectory(_folder.FullName).Read(new TradeQuery { Until = late }),
        };

        int read = 0;
        foreach (TradeEvent one in events)
        {
            File.AppendAllText(LogPath, one + "\n");
            Assert.InRange(++read, 1, 3 * Many);
        }

        Assert.Equal(3 * Many, read);
        Assert.Equal(6 * Many, TradeLog.OfFiles([LogPath]).Count());
    }

    [Fact]
    public void Writing_each_record_again_that_is_read_ends()
    {
        WriteRecords(0, Many);
        int read = 0;
        foreach (TradingLogEntry one in TradingLog.InDirectory(_folder.FullName).Read())
        {
            File.AppendAllText(
                _folder.PathOf("trading.log"),
                $"2025-12-18 10:30:00 | INFO     | trading:1 | {one.Message}\n");
            Assert.InRange(++read, 1, Many);
        }

        Assert.Equal(Many, read);
    }

    [Fact]
    public void A_line_that_was_being_written_when_the_reading_began_is_read_to_its_end()
    {
        WriteTrades(0, 2);
        File.AppendAllText(LogPath, Trade(2)[..40]);
        using IEnumerator<TradeEvent> events = TradeLog.InDirectory(_folder.FullName).Read().GetEnumerator();
        List<long> numbers = Take(events, 1);
        File.AppendAllText(LogPath, Trade(2)[40..] + Trade(3));
        numbers.AddRange(Take(events, int.MaxValue));

        Assert.Equal(Numbers(3), numbers);
    }

    // With 9 backups none is deleted, which Windows may put off while somebody reads it.
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 5)]
    [InlineData(3, 5)]
    [InlineData(1, 9)]
    [InlineData(2, 9)]
    [InlineData(3, 9)]
    public void Rotations_by_size_while_records_are_read_hide_and_double_none(int seed, int most)
    {
        var random = new Random(seed);
        int written = 0;
        for (int backups = 0; backups < 3; backups++)
        {
            WriteRecords(written, 300);
            written += 300;
            RotateBySize(most);
        }

        WriteRecords(written, 300);
        written += 300;
        int writtenBefore = written;
        using IEnumerator<TradingLogEntry> records = TradingLog.InDirectory(_folder.FullName).Read().GetEnumerator();
        var numbers = new List<int>();
        for (int rotation = 0; rotation < 4; rotation++)
        {
            for (int left = random.Next(1, 500); left > 0 && records.MoveNext(); left--)
                numbers.Add(NumberOf(records.Current));
            RotateBySize(most);
            WriteRecords(written, 100);
            written += 100;
        }

        while (records.MoveNext())
            numbers.Add(NumberOf(records.Current));

        Assert.Equal(Enumerable.Range(0, writtenBefore), numbers);
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_read_ends_where_it_ends()
    {
        WriteTrades(0, Many);
        using IEnumerator<TradeEvent> events = TradeLog.InDirectory(_folder.FullName).Read().GetEnumerator();
        List<long> numbers = Take(events, 1);
        Cut(1_000);
        numbers.AddRange(Take(events, int.MaxValue));

        Assert.Equal(Enumerable.Range(0, numbers.Count).Select(Convert.ToInt64), numbers);
        Assert.InRange(numbers.Count, 2, Many - 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    public void A_file_that_shrinks_while_it_is_counted_ends_where_it_ends(int length)
    {
        WriteTrades(0, 5 * Many);
        bool isCut = false;

        long count = TradeLog.InDirectory(_folder.FullName)
            .Count(new TradeQuery { Action = _ => isCut = isCut || Cut(length) });

        Assert.True(isCut);
        Assert.InRange(count, length == 0 ? 0 : 6, (5 * Many) - 1);
    }

    [Fact]
    public void A_file_that_shrinks_while_its_last_events_are_looked_for_ends_where_it_ends()
    {
        WriteTrades(0, 5 * Many);
        bool isCut = false;
        var query = new TradeQuery { Last = 4 * Many, Action = _ => isCut = isCut || Cut(1_000) };

        Assert.InRange(TradeLog.InDirectory(_folder.FullName).Read(query).Count(), 6, Many * 4);
        Assert.True(isCut);
    }

    private static string Trade(int number) =>
        FormattableString.Invariant($"{{\"timestamp\": \"2025-12-18T10:30:00.000000+01:00\", ")
        + FormattableString.Invariant($"\"action\": \"A\", \"n\": {number}, \"pad\": \"{new string('x', 60)}\"}}\n");

    private static List<long> Take(IEnumerator<TradeEvent> events, int most)
    {
        var numbers = new List<long>();
        while (numbers.Count < most && events.MoveNext())
            numbers.Add((long)events.Current.Members[0].Value!);
        return numbers;
    }

    private static IEnumerable<long> Numbers(int count) => Enumerable.Range(0, count).Select(Convert.ToInt64);

    private static int NumberOf(TradingLogEntry record) => int.Parse(record.Message, CultureInfo.InvariantCulture);

    private bool Cut(int length)
    {
        using var stream = new FileStream(
            LogPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.SetLength(length);
        return true;
    }

    private void WriteTrades(int first, int count) =>
        File.WriteAllText(LogPath, string.Concat(Enumerable.Range(first, count).Select(Trade)));

    private void WriteRecords(int first, int count) => File.WriteAllText(
        _folder.PathOf("trading.log"),
        string.Concat(Enumerable.Range(first, count)
            .Select(
                number => FormattableString.Invariant($"2025-12-18 10:30:00 | INFO     | trading:1 | {number}\n"))));

    private void RotateBySize(int most)
    {
        string path = _folder.PathOf("trading.log");
        SharedFile.Delete($"{path}.{most}");
        for (int number = most - 1; number >= 1; number--)
        {
            if (File.Exists($"{path}.{number}"))
                File.Move($"{path}.{number}", $"{path}.{number + 1}");
        }

        File.Move(path, path + ".1");
    }
}
