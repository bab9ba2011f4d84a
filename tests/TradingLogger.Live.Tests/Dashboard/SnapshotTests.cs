using System.Diagnostics;
using System.Text;
using TradingLogging.Live.Dashboard.Snapshots;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

/// <summary>What a page gets that has missed messages, and what a slow one does to others.</summary>
public sealed class SnapshotTests
{
    [Theory]
    [InlineData("1.7", "false", 0, "8,9,10")]
    [InlineData("1.10", "false", 0, "")]
    [InlineData("1.2", "false", 3, "6,7,8,9,10")]
    [InlineData("1.11", "true", 0, "6,7,8,9,10")]
    [InlineData("2.7", "true", 0, "6,7,8,9,10")]
    [InlineData("", "true", 0, "6,7,8,9,10")]
    [InlineData("1", "true", 0, "6,7,8,9,10")]
    [InlineData("-1.5", "true", 0, "6,7,8,9,10")]
    [InlineData("1.99999999999999999999", "true", 0, "6,7,8,9,10")]
    public void A_page_gets_the_events_behind_its_last_one_and_how_many_are_gone(
        string id, string isNew, int missed, string numbers)
    {
        var snapshot = new Snapshot(1, 10, "{}"u8.ToArray(), [.. Enumerable.Range(6, 5).Select(Event)]);

        string message = Encoding.UTF8.GetString(snapshot.MessageAfter(StreamPlace.Parse(id)));

        Assert.Equal(
            $"id: 1.10\ndata: {{\"isNew\": {isNew}, \"missed\": {missed}, \"state\": {{}}, "
                + $"\"events\": [{numbers.Replace(",", ", ")}]}}\n\n",
            message);
    }

    [Fact]
    public async Task A_stream_gets_the_newest_snapshot_when_it_is_ready_and_not_those_between()
    {
        var hub = new SnapshotHub();
        var reading = new TaskCompletionSource();
        List<string> received = [];
        Task sending = SendAllAsync(hub, received, reading.Task);
        hub.Publish(Numbered(1));
        await UntilAsync(() => received.Count == 1);
        for (int number = 2; number <= 1000; number++)
            hub.Publish(Numbered(number));
        reading.SetResult();
        await UntilAsync(() => received.Count == 2);

        hub.End();
        await sending;

        Assert.Equal(["id: 1.1", "id: 1.1000", "event: end"], received);
    }

    [Fact]
    public async Task A_stream_gets_the_next_snapshot_only_after_the_pause()
    {
        var hub = new SnapshotHub();
        var pause = new TaskCompletionSource();
        List<TimeSpan> waits = [];
        int received = 0;
        Task sending = hub.SendAllAsync(
            default,
            _ =>
            {
                received++;
                return Task.CompletedTask;
            },
            TimeSpan.FromHours(1),
            rest =>
            {
                waits.Add(rest);
                return pause.Task;
            });
        hub.Publish(Numbered(1));
        await UntilAsync(() => waits.Count == 1);
        hub.Publish(Numbered(2));
        Assert.Equal(1, received);

        pause.SetResult();
        await UntilAsync(() => received == 2);

        hub.End();
        await sending;
        Assert.All(waits, rest => Assert.InRange(rest, TimeSpan.FromMinutes(58), TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task The_end_is_said_by_who_ends_and_once()
    {
        var hub = new SnapshotHub();
        var pause = new TaskCompletionSource();
        List<string> received = [];
        Task sending = hub.SendAllAsync(
            default,
            message =>
            {
                received.Add(Encoding.UTF8.GetString(message).Split('\n')[0]);
                return Task.CompletedTask;
            },
            TimeSpan.FromHours(1),
            _ => pause.Task);
        hub.Publish(Numbered(1));
        await UntilAsync(() => received.Count == 1);

        hub.End();

        Assert.Equal(["id: 1.1", "event: end"], received);
        Assert.Equal(1, hub.Told);
        pause.SetResult();
        await sending;
        Assert.Equal(["id: 1.1", "event: end"], received);
        Assert.Equal(0, hub.Told);
    }

    [Fact]
    public async Task The_end_does_not_cut_into_a_message()
    {
        var hub = new SnapshotHub();
        var reading = new TaskCompletionSource();
        List<string> received = [];
        Task sending = SendAllAsync(hub, received, reading.Task);
        hub.Publish(Numbered(1));
        await UntilAsync(() => received.Count == 1);

        hub.End();

        Assert.Equal(["id: 1.1"], received);
        Assert.Equal(0, hub.Told);
        reading.SetResult();
        await sending;
        Assert.Equal(["id: 1.1", "event: end"], received);
    }

    [Fact]
    public async Task What_has_grown_old_while_nobody_looked_is_not_sent()
    {
        var hub = new SnapshotHub();
        hub.Publish(Numbered(1));
        hub.Forget();
        List<string> received = [];
        Task sending = SendAllAsync(hub, received, Task.CompletedTask);
        hub.Publish(Numbered(2));
        await UntilAsync(() => received.Count == 1);

        hub.End();
        await sending;

        Assert.Equal(["id: 1.2", "event: end"], received);
    }

    // Each message is read until a task ends.
    private static Task SendAllAsync(SnapshotHub hub, List<string> received, Task reading) => hub.SendAllAsync(
        default,
        async message =>
        {
            received.Add(Encoding.UTF8.GetString(message).Split('\n')[0]);
            await reading;
        },
        TimeSpan.Zero);

    private static EventJson Event(int number) => new(number, Encoding.ASCII.GetBytes($"{number}"));

    private static Snapshot Numbered(int number) => new(1, number, "{}"u8.ToArray(), [Event(number)]);

    private static async Task UntilAsync(Func<bool> isMet)
    {
        var waited = Stopwatch.StartNew();
        while (!isMet())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), "The stream did not get the snapshot.");
            await Task.Delay(1);
        }
    }
}
