using System.Globalization;
using System.Runtime.CompilerServices;
using TradingLogging.Configuration;
using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Tests.Transports;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;
using TradingLogging.Tests.Storage;
using Xunit;

namespace TradingLogging.Live.Tests.Notifications;

/// <summary>From a log to those who are told.</summary>
public sealed class AlertWatchTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\nContent-Length: 0\nConnection: close\n\n";
    private static readonly DateTimeOffset Noon = new(2025, 12, 17, 12, 0, 0, TimeSpan.Zero);

    private readonly LogFolder _folder = new();
    private readonly List<string> _told = [];
    private readonly List<string> _warnings = [];
    // Read by the watch while the test moves it.
    private long _ticks = Noon.UtcTicks;

    private DateTimeOffset Now
    {
        get => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _ticks, value.UtcTicks);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_run_tells_of_what_fires_and_not_of_the_past()
    {
        Reject("OLD", Noon.AddHours(-3), 3);
        Reject("BTCUSDT", Noon.AddMinutes(-1), 3);
        Reject("ETHUSDT", Noon.AddMinutes(-1), 2);

        AlertWatchSummary summary = RunOnce();

        Assert.Equal(["FIRING BTCUSDT"], _told);
        Assert.Equal((1, 1), (summary.Firing, summary.Told));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Each_run_goes_on_where_the_one_before_ended()
    {
        RunOnce();
        Reject("BTCUSDT", Noon.AddMinutes(1), 3);
        // It fired and was over before anybody looked.
        Reject("BRIEF", Noon.AddMinutes(2), 3);
        Now = Noon.AddMinutes(4);
        RunOnce();
        RunOnce();
        Assert.Equal(["FIRING BRIEF", "FIRING BTCUSDT"], _told.Order());
        _told.Clear();
        Now = Noon.AddMinutes(30);
        Reject("NIGHT", Noon.AddMinutes(15), 3);
        RunOnce();
        RunOnce();

        Assert.Equal(["RESOLVED BRIEF", "RESOLVED BTCUSDT", "RESOLVED NIGHT"], _told.Order());
        Assert.Empty(_warnings);
    }

    [Fact]
    public void An_alert_that_goes_on_firing_is_repeated_across_runs()
    {
        for (int minute = 0; minute < 200; minute += 20)
        {
            for (int back = 16; back >= 0; back -= 4)
                Reject("BTCUSDT", Now.AddMinutes(-back), 3);
            RunOnce();
            Now += TimeSpan.FromMinutes(20);
        }

        // After an hour each.
        Assert.Equal(4, _told.Count);
        Assert.All(_told, told => Assert.Equal("FIRING BTCUSDT", told));
    }

    [Fact]
    public void A_rule_that_is_gone_leaves_no_alert_behind()
    {
        Reject("BTCUSDT", Noon, 3);
        Now = Noon.AddMinutes(1);
        RunOnce();
        Now = Noon.AddMinutes(2);
        RunOnce(Options() with { Rules = [Rule() with { Name = "Another" }] });

        Assert.Equal(["FIRING BTCUSDT", "FIRING BTCUSDT", "RESOLVED BTCUSDT"], _told.Order());
    }

    [Fact]
    public void Who_cannot_be_told_is_an_error_and_is_told_by_the_next_run()
    {
        using RawReceiver down = RawReceiver.Always("HTTP/1.1 503 No\nContent-Length: 0\n\n");
        var handled = new List<AlertNotification>();
        AlertWatchOptions options = Options() with
        {
            Webhooks = [down.Uri],
            RetryFor = TimeSpan.Zero,
            Handlers = [new AlertHandler("list", (told, _) => handled.Add(told))],
        };
        Reject("BTCUSDT", Noon, 3);
        Now = Noon.AddMinutes(1);
        AlertWatchException exception = Assert.Throws<AlertWatchException>(() => RunOnce(options));
        Assert.Contains($"The webhook {down.Uri}", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("The next run tells them.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["FIRING BTCUSDT"], _told);

        RunOnce(options with { Webhooks = [], RetryFor = TimeSpan.FromMinutes(1) });
        Assert.Single(handled);
        Assert.Single(_told);
    }

    [Fact]
    public void What_a_handler_throws_is_a_warning_and_repeated()
    {
        AlertWatchOptions options = Options() with
        {
            Handlers = [new AlertHandler("list", (_, _) => throw new FormatException("Typo"))],
            RetryFor = TimeSpan.FromMilliseconds(1),
        };
        Reject("BTCUSDT", Noon, 3);
        Now = Noon.AddMinutes(1);

        Assert.Throws<AlertWatchException>(() => RunOnce(options));
        Assert.StartsWith(
            "The handler list is not told of alerts at the moment: Typo.",
            Assert.Single(_warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_watchdog_is_told_after_the_others_and_not_when_one_of_them_is_not()
    {
        using RawReceiver server = RawReceiver.Always(Ok);
        using RawReceiver down = RawReceiver.Always("HTTP/1.1 503 No\nContent-Length: 0\n\n");
        AlertWatchOptions options = Options() with { Watchdogs = [server.Uri] };
        Reject("BTCUSDT", Noon, 3);
        Now = Noon.AddMinutes(1);
        RunOnce(options);
        Assert.Single(server.Requests);
        Assert.Throws<AlertWatchException>(
            () => RunOnce(options with { Webhooks = [down.Uri], RetryFor = TimeSpan.Zero }));

        Assert.Single(server.Requests);
    }

    [Fact]
    public void On_a_full_disk_alerts_are_told_all_the_same_and_a_run_that_forgot_repeats_the_id()
    {
        var files = new FaultyFiles { LongestWrite = 10 };
        var ids = new List<string>();
        AlertWatch Watch() => new(Options(), told => ids.Add(told.Id), _warnings.Add)
        {
            Time = DeliveryTime.OfMachine() with { UtcNow = () => Now },
            Files = files,
        };
        Reject("BTCUSDT", Noon, 3);
        Now = Noon.AddMinutes(1);
        Watch().RunOnce(TestContext.Current.CancellationToken);
        Assert.Single(ids);
        Assert.StartsWith("What was told cannot be remembered: ", Assert.Single(_warnings), StringComparison.Ordinal);
        Now = Noon.AddMinutes(1.1);
        Watch().RunOnce(TestContext.Current.CancellationToken);
        files.LongestWrite = int.MaxValue;
        Watch().RunOnce(TestContext.Current.CancellationToken);
        Watch().RunOnce(TestContext.Current.CancellationToken);

        Assert.Equal(3, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public void Followed_a_log_tells_of_what_is_written_while_a_handler_hangs()
    {
        using var hangs = new ManualResetEventSlim();
        AlertHandler handler = new("hangs", (_, cancellation) => Hang(hangs, cancellation));
        AlertWatchSummary summary = Follow(Options() with { Handlers = [handler] }, following =>
        {
            following.Until(() => following.Records == 0);
            Reject("BTCUSDT", Noon, 3);
            following.Until(() => following.Records == 3);
            Now = Noon.AddMinutes(1);
            following.Until(() => _told.Count == 1);
            following.Until(() => hangs.IsSet);
            Now = Noon.AddMinutes(10);
            following.Until(() => _told.Count == 2);
        });

        Assert.Equal(["FIRING BTCUSDT", "RESOLVED BTCUSDT"], _told);
        Assert.Equal((0, 2), (summary.Firing, summary.Told));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Followed_a_log_goes_on_across_midnight_and_when_the_clock_is_set_back()
    {
        Reject("BEFORE", Noon, 3);
        Now = Noon.AddMinutes(1);
        Follow(Options(), following =>
        {
            following.Until(() => _told.Count == 1);
            Now = Noon.AddHours(12);
            File.Move(_folder.PathOf("trades.log"), _folder.PathOf("trades.log.2025-12-17"));
            Reject("MIDNIGHT", Now, 3);
            following.Until(() => following.Records == 6);
            Now = Now.AddMinutes(1);
            following.Until(() => _told.Count == 3);
            // Two hours, which is more than the rules look back.
            Now = Noon.AddHours(10);
            following.Until(() => following.Records == 3);
            Reject("AGAIN", Now, 3);
            following.Until(() => following.Records == 6);
            Now = Now.AddMinutes(1);
            following.Until(() => _told.Contains("FIRING AGAIN"));
        });

        Assert.Equal(["FIRING BEFORE", "FIRING MIDNIGHT", "RESOLVED BEFORE"], _told.Take(3).Order());
        Assert.Equal(1, _told.Count(told => told == "FIRING MIDNIGHT"));
        Assert.StartsWith("The clock was set back.", _warnings[0], StringComparison.Ordinal);
        // What was written before, and was told, is of the future now.
        Assert.Contains(" 3 were ahead of the clock.", _warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_is_gone_ends_the_watch()
    {
        Directory.CreateDirectory(_folder.PathOf("trades.log"));

        Assert.ThrowsAny<IOException>(() => RunOnce());
    }

    [Fact]
    public void What_is_wrong_is_said_before_anything_is_read()
    {
        Uri one = new("http://localhost:1/");
        (AlertWatchOptions Options, string Fault)[] wrong =
        [
            (Options() with { LogDirectory = " " }, "must not be empty"),
            (Options() with { Name = "a/b" }, "cannot be named"),
            (Options() with { Rules = [] }, "needs a rule"),
            (Options() with { Webhooks = [new Uri("ftp://a/")] }, "must begin with https"),
            (Options() with { Webhooks = [new Uri("/relative", UriKind.Relative)] }, "must begin with https"),
            (Options() with { Webhooks = [new Uri("http://a:b@c/")] }, "must not hold a user"),
            (Options() with { Webhooks = [one], Headers = Header("Host", "x") }, "cannot be given"),
            (Options() with { Webhooks = [one, new Uri("http://b/")], Headers = Header("X-A", "b") }, "on one host"),
            (Options() with { Handlers = [new("a", (_, _) => { }), new("a", (_, _) => { })] }, "one name"),
            (Options() with { Timeout = TimeSpan.Zero }, "timeout"),
            (Options() with { RetryFor = TimeSpan.FromSeconds(-1) }, "must not be negative"),
            (Options() with { Rules = [Rule(), Rule()] }, "Rejects"),
        ];

        Assert.All(wrong, one => Assert.Contains(
            one.Fault,
            Assert.Throws<ConfigurationException>(() => new AlertWatch(one.Options, Tell)).Message,
            StringComparison.Ordinal));
        Assert.Contains(
            "Nobody would be told",
            Assert.Throws<ConfigurationException>(() => new AlertWatch(Options())).Message,
            StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Header(string name, string value) => new() { [name] = value };

    private static void Hang(ManualResetEventSlim hangs, CancellationToken cancellation)
    {
        hangs.Set();
        cancellation.WaitHandle.WaitOne();
        cancellation.ThrowIfCancellationRequested();
    }

    private static AlertRule Rule() => new()
    {
        Name = "Rejects",
        Kind = AlertRuleKind.Count,
        Action = ["ORDER_REJECTED"],
        Threshold = 2,
        GroupBy = ["symbol"],
        RepeatAfter = TimeSpan.FromHours(1),
    };

    private AlertWatchOptions Options() => new()
    {
        LogDirectory = _folder.FullName,
        Rules = [Rule()],
        RetryFor = TimeSpan.FromMinutes(1),
    };

    // Watches beside the steps of a test, which move the clock.
    private AlertWatchSummary Follow(AlertWatchOptions options, Action<Following> steps)
    {
        using var following = new Following();
        Task<AlertWatchSummary> watching = Task.Run(() => new AlertWatch(options, Tell, _warnings.Add)
        {
            Time = DeliveryTime.OfMachine() with { UtcNow = () => Now },
            GroupWait = TimeSpan.Zero,
            Looked = records => following.Records = records,
        }.Follow(following.Token));
        following.Watching = watching;
        try
        {
            steps(following);
        }
        finally
        {
            following.End();
        }

        return watching.GetAwaiter().GetResult();
    }

    private sealed class Following : IDisposable
    {
        private readonly CancellationTokenSource _end = new();

        public CancellationToken Token => _end.Token;

        /// <summary>How many records were taken; -1 before the log was read up to now.</summary>
        public long Records { get; set; } = -1;

        public Task? Watching { get; set; }

        public void Until(
            Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "") => Assert.True(
            SpinWait.SpinUntil(() => isSo() || Watching!.IsCompleted, TimeSpan.FromMinutes(1)) && isSo(),
            $"It did not get there ({what}). {Watching!.Exception}");

        public void End() => _end.Cancel();

        public void Dispose() => _end.Dispose();
    }

    private AlertWatchSummary RunOnce(AlertWatchOptions? options = null) =>
        new AlertWatch(options ?? Options(), Tell, _warnings.Add)
        {
            Time = DeliveryTime.OfMachine() with { UtcNow = () => Now },
        }.RunOnce(TestContext.Current.CancellationToken);

    private void Tell(AlertNotification told) =>
        _told.Add($"{told.Alert.Status.ToString().ToUpperInvariant()} {told.Alert.Labels["symbol"]}");

    private void Reject(string symbol, DateTimeOffset time, int count)
    {
        string moment = time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
        string line = $$"""{"timestamp": "{{moment}}", "action": "ORDER_REJECTED", "symbol": "{{symbol}}"}""" + "\n";
        File.AppendAllText(_folder.PathOf("trades.log"), string.Concat(Enumerable.Repeat(line, count)));
    }
}
