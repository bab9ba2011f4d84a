using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

public sealed class TradeLogFollowTests : IDisposable
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
    public void What_is_there_already_is_left_out_and_what_comes_is_given_with_its_line()
    {
        Append(1, 2);
        using IEnumerator<TradeEvent> follow = Follow();
        Append(3);

        TradeEvent third = Next(follow);

        Assert.Equal(("A3", 3), (third.Action, third.Location!.Value.Line));
        Assert.Equal(Line(1).Length * 2, third.Location!.Value.Offset);
    }

    [Fact]
    public void With_a_beginning_the_archives_are_read_first()
    {
        File.WriteAllText(_folder.PathOf("trades.log.2025-12-17"), Line(1));
        Append(2);
        using IEnumerator<TradeEvent> follow = Follow(new TradeQuery { Since = DateTimeOffset.MinValue });
        Append(3);

        Assert.Equal(["A1", "A2", "A3"], [Next(follow).Action, Next(follow).Action, Next(follow).Action]);
    }

    [Fact]
    public void A_log_that_does_not_exist_yet_is_followed_from_its_first_event()
    {
        using IEnumerator<TradeEvent> follow = Follow();
        Append(1);

        Assert.Equal("A1", Next(follow).Action);
    }

    [Fact]
    public void Rotations_skip_and_double_nothing()
    {
        using IEnumerator<TradeEvent> follow = Follow();
        Append(1);
        Assert.Equal("A1", Next(follow).Action);
        Append(2);
        Rotate("trades.log.2025-12-17");
        Append(3);
        Rotate("trades.log.2025-12-18");
        Append(4);

        Assert.Equal(["A2", "A3", "A4"], [Next(follow).Action, Next(follow).Action, Next(follow).Action]);
    }

    [Fact]
    public void A_file_cut_to_nothing_is_read_from_its_start()
    {
        using IEnumerator<TradeEvent> follow = Follow();
        Append(1, 2);
        Assert.Equal(["A1", "A2"], [Next(follow).Action, Next(follow).Action]);
        File.WriteAllText(_folder.PathOf("trades.log"), string.Empty);
        Append(3);

        TradeEvent third = Next(follow);

        Assert.Equal(("A3", 1), (third.Action, third.Location!.Value.Line));
    }

    [Fact]
    public void A_file_that_is_removed_and_made_anew_is_followed()
    {
        using IEnumerator<TradeEvent> follow = Follow();
        Append(1);
        Assert.Equal("A1", Next(follow).Action);
        File.Delete(_folder.PathOf("trades.log"));
        Append(2);

        Assert.Equal("A2", Next(follow).Action);
    }

    [Fact]
    public void A_line_that_comes_in_pieces_is_one_event()
    {
        using IEnumerator<TradeEvent> follow = Follow();
        File.AppendAllText(_folder.PathOf("trades.log"), Line(1)[..40]);
        File.AppendAllText(_folder.PathOf("trades.log"), Line(1)[40..]);

        Assert.Equal("A1", Next(follow).Action);
    }

    [Fact]
    public void As_many_as_are_wanted_end_it()
    {
        File.WriteAllText(_folder.PathOf("trades.log"), Line(1) + Line(2) + Line(3));

        Assert.Equal(
            ["A2"],
            Log().Follow(new TradeQuery { Since = Time(2), First = 1 }, Options()).Select(read => read.Action));
    }

    [Theory]
    [InlineData(0, new[] { "A5" })]
    [InlineData(1, new[] { "A4", "A5" })]
    [InlineData(3, new[] { "A2", "A3", "A4", "A5" })]
    [InlineData(9, new[] { "A1", "A2", "A3", "A4", "A5" })]
    public void The_last_ones_that_are_there_come_first(int last, string[] expected)
    {
        File.WriteAllText(_folder.PathOf("trades.log.2025-12-17"), Line(1) + Line(2));
        Append(3, 4);
        using IEnumerator<TradeEvent> follow = Follow(new TradeQuery { Last = last });
        Append(5);

        Assert.Equal(expected, expected.Select(_ => Next(follow).Action));
    }

    [Fact]
    public void What_comes_after_following_began_is_not_given_twice()
    {
        Append(1, 2);
        IEnumerable<TradeEvent> log = Log().Follow(new TradeQuery { Last = 9 }, Options());
        Append(3);
        Rotate("trades.log.2025-12-17");
        Append(4);
        using IEnumerator<TradeEvent> follow = log.GetEnumerator();

        Assert.Equal(["A1", "A2", "A3", "A4"], Enumerable.Range(0, 4).Select(_ => Next(follow).Action));
    }

    [Fact]
    public void The_last_ones_of_a_log_that_has_no_current_file_are_those_that_were_set_aside()
    {
        File.WriteAllText(_folder.PathOf("trades.log.2025-12-17"), Line(1) + Line(2));
        IEnumerable<TradeEvent> log = Log().Follow(new TradeQuery { Last = 1 }, Options());
        Append(3);
        using IEnumerator<TradeEvent> follow = log.GetEnumerator();

        Assert.Equal(["A2", "A3"], Enumerable.Range(0, 2).Select(_ => Next(follow).Action));
    }

    [Fact]
    public void Cancelling_ends_it()
    {
        _cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => Log().Follow(options: Options()).Any());
    }

    [Fact]
    public void Named_files_are_followed_together()
    {
        var log = TradeLog.OfFiles([_folder.PathOf("a.log"), _folder.PathOf("b.log")]);
        using IEnumerator<TradeEvent> follow = log.Follow(new TradeQuery { Since = DateTimeOffset.MinValue }, Options())
            .GetEnumerator();
        File.WriteAllText(_folder.PathOf("b.log"), Line(1));
        Assert.Equal("A1", Next(follow).Action);
        File.WriteAllText(_folder.PathOf("a.log"), Line(2));

        Assert.Equal("A2", Next(follow).Action);
    }

    private static string Line(int number) =>
        FormattableString.Invariant($"{{\"timestamp\": \"2025-12-18T10:30:{number:D2}.000000+01:00\", ")
        + FormattableString.Invariant($"\"action\": \"A{number}\", \"symbol\": \"S{number % 2}\"}}\n");

    private static DateTimeOffset Time(int second) => new(2025, 12, 18, 10, 30, second, TimeSpan.FromHours(1));

    private static TradeEvent Next(IEnumerator<TradeEvent> follow)
    {
        Assert.True(follow.MoveNext());
        return follow.Current;
    }

    private TradeLog Log() => TradeLog.InDirectory(_folder.FullName);

    private LogReadOptions Options() => new() { Cancellation = _cancellation.Token };

    private IEnumerator<TradeEvent> Follow(TradeQuery? query = null) => Log().Follow(query, Options()).GetEnumerator();

    private void Append(params int[] numbers) =>
        File.AppendAllText(_folder.PathOf("trades.log"), string.Concat(numbers.Select(Line)));

    private void Rotate(string archive) => File.Move(_folder.PathOf("trades.log"), _folder.PathOf(archive));
}
