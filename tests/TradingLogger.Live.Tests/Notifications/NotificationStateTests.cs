using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Live.Tests.Notifications;

/// <summary>What a watch remembers between its runs.</summary>
public sealed class NotificationStateTests : IDisposable
{
    private const string Key = "webhook 1";

    private readonly TestClock _clock = new();
    private readonly TestState _state;

    public NotificationStateTests()
    {
        _state = new TestState(_clock);
        _state.State.Begin([Key]);
    }

    public void Dispose() => _state.Dispose();

    [Fact]
    public void All_of_an_alert_is_remembered()
    {
        Alert alert = Samples.Firing(symbol: "BTC \"€\" 😀") with
        {
            Value = 0.10m,
            Worst = 79228162514264337593543950335m,
        };
        Alert over = Samples.Resolved(Samples.Firing("Over"));
        _state.Apply(alert, over);
        _clock.Advance(TimeSpan.FromMinutes(1));
        _state.Restart(Key);

        Alert read = Assert.Single(_state.State.Read(book => book.Firing));
        Assert.Equal(alert with { Labels = read.Labels }, read);
        Assert.Equal(alert.Labels, read.Labels);
        Assert.Equal("0.10", read.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(over.EndsAt, _state.State.Read(book => book.Find(over.Fingerprint))!.Alert.EndsAt);
        Assert.Equal(Samples.Start, _state.State.Begun);
        Assert.Equal(Samples.Start, _state.State.PreviousRun);
    }

    [Fact]
    public void A_repetition_tells_what_is_and_not_what_was()
    {
        Alert alert = Samples.Firing();
        _state.Apply(alert);
        _state.State.Apply([], [alert with { Summary = "so far", Worst = 99 }], _clock.Now);
        _clock.Advance(TimeSpan.FromHours(4));

        AlertNotification due = Assert.Single(_state.State.Read(
            book => book.Due(new ReceiverMemory("r", _clock.Now), _clock.Now, out _)));

        Assert.Equal(("so far", 99), (due.Alert.Summary, due.Alert.Worst));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("trading-logger-alerts 1\n{\"begun\":")]
    public void A_file_that_is_torn_is_warned_of_and_what_fires_is_told_again(string content)
    {
        _state.Apply(Samples.Firing());
        File.WriteAllText(_state.FilePath, content);
        _state.Restart(Key);

        Assert.Empty(_state.State.Read(book => book.Firing));
        string warning = Assert.Single(_state.Warnings);
        Assert.Contains("is damaged. The watch begins anew: what fires is told", warning, StringComparison.Ordinal);
        Assert.Null(_state.State.PreviousRun);
    }

    [Theory]
    [InlineData("trading-logger-alerts 2", "another version")]
    [InlineData("trading-logger-alerts 1", "is damaged")]
    public void A_file_with_the_right_sum_that_says_something_else_is_not_believed(string form, string fault)
    {
        var file = new NotificationStateFile(PlatformFiles.Current, _state.FilePath);
        file.Write([form, "{}", "alert {\"name\":5}"]);
        _state.Restart(Key);

        Assert.Contains(fault, Assert.Single(_state.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_watches_of_one_name_do_not_run_together()
    {
        IOException exception = Assert.ThrowsAny<IOException>(() => NotificationState.Open(
            PlatformFiles.Current,
            _state.Directory,
            "night",
            new NotificationBook(_ => default),
            () => default,
            _ => { }));

        Assert.Contains("The watch of alerts 'night'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("runs already", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_watermark_of_the_future_counts_as_now()
    {
        _state.State.Apply([], [], Samples.Start + TimeSpan.FromDays(400));

        Assert.Equal(_clock.Now, _state.State.TellFrom());
    }

    [Fact]
    public void It_is_written_when_something_changed_or_a_minute_has_gone_by()
    {
        _state.Apply(Samples.Firing());
        File.Delete(_state.FilePath);
        _state.Apply();
        Assert.False(File.Exists(_state.FilePath));
        _clock.Advance(TimeSpan.FromMinutes(1));
        _state.Apply();
        Assert.True(File.Exists(_state.FilePath));
    }
}
