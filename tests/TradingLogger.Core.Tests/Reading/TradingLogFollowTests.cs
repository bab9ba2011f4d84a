using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

public sealed class TradingLogFollowTests : IDisposable
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(10);

    private readonly LogFolder _folder = new();
    private readonly CancellationTokenSource _cancellation = new(LongEnough);

    public void Dispose()
    {
        _cancellation.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_there_already_is_left_out_and_a_record_comes_with_its_further_lines()
    {
        Append("a");
        using IEnumerator<TradingLogEntry> follow = Follow();
        Append("b", "c\n  at line 3");

        Assert.Equal(["b", "c\n  at line 3"], Next(follow, 2));
        Assert.Equal(3, follow.Current.Location.Line);
    }

    [Fact]
    public void With_a_beginning_the_backups_are_read_first()
    {
        Append("a");
        Rotate();
        Append("b");
        using IEnumerator<TradingLogEntry> follow = Follow(new TradingLogQuery { Since = DateTimeOffset.MinValue });
        Append("c");

        Assert.Equal(["a", "b", "c"], Next(follow, 3));
    }

    [Fact]
    public void Rotations_and_a_file_that_is_removed_skip_and_double_nothing()
    {
        using IEnumerator<TradingLogEntry> follow = Follow();
        Append("a");
        Assert.Equal(["a"], Next(follow, 1));
        Append("b");
        Rotate();
        Append("c");
        Assert.Equal(["b", "c"], Next(follow, 2));
        File.Delete(_folder.PathOf("trading.log"));
        Append("d");

        Assert.Equal(["d"], Next(follow, 1));
    }

    [Theory]
    [InlineData(0, new[] { "e" })]
    [InlineData(1, new[] { "d", "e" })]
    [InlineData(3, new[] { "b", "c", "d", "e" })]
    [InlineData(9, new[] { "a", "b", "c", "d", "e" })]
    public void The_last_ones_that_are_there_come_first(int last, string[] expected)
    {
        Append("a", "b");
        Rotate();
        Append("c", "d");
        using IEnumerator<TradingLogEntry> follow = Follow(new TradingLogQuery { Last = last });
        Append("e");

        Assert.Equal(expected, Next(follow, expected.Length));
    }

    [Fact]
    public void What_is_rotated_after_following_began_is_not_given_as_a_former_one()
    {
        Append("a", "b");
        IEnumerable<TradingLogEntry> log = Log().Follow(new TradingLogQuery { Last = 9 }, Options());
        Append("c");
        Rotate();
        Append("d");
        using IEnumerator<TradingLogEntry> follow = log.GetEnumerator();

        Assert.Equal(["a", "b", "c", "d"], Next(follow, 4));
    }

    [Fact]
    public void Conditions_choose_and_as_many_as_are_wanted_end_it()
    {
        Append("a", "b", "c");
        var query = new TradingLogQuery { Last = 3, First = 1, Message = text => text != "a" };

        Assert.Equal(["b"], Log().Follow(query, Options()).Select(entry => entry.Message));
    }

    [Fact]
    public void A_line_that_is_too_long_is_reported()
    {
        var damages = new List<LogDamage>();
        using IEnumerator<TradingLogEntry> follow =
            Log().Follow(options: Options() with { Damaged = damages.Add }).GetEnumerator();
        File.AppendAllText(_folder.PathOf("trading.log"), new string('x', (64 << 20) + 1) + "\n");
        Append("a");

        Assert.Equal(["a"], Next(follow, 1));
        Assert.Single(damages);
    }

    [Fact]
    public void Cancelling_ends_it()
    {
        _cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => Log().Follow(options: Options()).Any());
    }

    [Fact]
    public void The_last_ones_and_a_beginning_contradict_each_other()
    {
        var query = new TradingLogQuery { Last = 1, Since = DateTimeOffset.MinValue };

        Assert.Throws<ArgumentException>(() => Log().Follow(query));
        Assert.Throws<ArgumentException>(() => TradeLog.InDirectory(_folder.FullName)
            .Follow(new TradeQuery { Last = 1, Since = DateTimeOffset.MinValue }));
        Assert.Throws<ArgumentException>(() => Log().Read(new TradingLogQuery { First = 1, Last = 1 }));
    }

    [Fact]
    public void Named_files_are_followed_together_each_with_its_last_records()
    {
        string[] names = [_folder.PathOf("a.log"), _folder.PathOf("b.log")];
        foreach (string name in names)
            File.WriteAllText(name, Line("1") + Line("2"));
        using IEnumerator<TradingLogEntry> follow =
            TradingLog.OfFiles(names).Follow(new TradingLogQuery { Last = 1 }, Options()).GetEnumerator();

        Assert.Equal(["2", "2"], Next(follow, 2));
        File.AppendAllText(names[1], Line("3"));
        Assert.Equal(["3"], Next(follow, 1));
    }

    private static string Line(string message) => $"2025-12-18 10:30:01 | WARNING  | trading.risk:87 | {message}\n";

    private static List<string> Next(IEnumerator<TradingLogEntry> follow, int count)
    {
        var messages = new List<string>();
        while (messages.Count < count && follow.MoveNext())
            messages.Add(follow.Current.Message);
        return messages;
    }

    private TradingLog Log() => TradingLog.InDirectory(_folder.FullName);

    private LogReadOptions Options() => new() { Cancellation = _cancellation.Token };

    private IEnumerator<TradingLogEntry> Follow(TradingLogQuery? query = null) =>
        Log().Follow(query, Options()).GetEnumerator();

    private void Append(params string[] messages) =>
        File.AppendAllText(_folder.PathOf("trading.log"), string.Concat(messages.Select(Line)));

    private void Rotate() => File.Move(_folder.PathOf("trading.log"), _folder.PathOf("trading.log.1"));
}
