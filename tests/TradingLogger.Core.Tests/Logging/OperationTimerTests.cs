using System.Text.RegularExpressions;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Logging;

public sealed class OperationTimerTests
{
    private readonly Loggers _loggers = new();

    public OperationTimerTests()
    {
        _loggers.Root.Level = LogLevel.Debug;
    }

    [Fact]
    public void A_block_that_ends_well_has_completed()
    {
        using (Measure("load prices"))
        {
        }

        Assert.Matches(@"^load prices completed in [0-9]+\.[0-9]{3}s$", _loggers.Handler.OnlyMessage);
        Assert.Equal(LogLevel.Debug, _loggers.Handler.Entries[0].Level);
        Assert.Equal(17, _loggers.Handler.Entries[0].LineNumber);
    }

    [Fact]
    public void The_duration_is_the_time_the_block_took()
    {
        using (Measure("wait"))
            Thread.Sleep(120);

        double seconds = double.Parse(
            Regex.Match(
                _loggers.Handler.OnlyMessage,
                @"[0-9]+\.[0-9]{3}").Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 0.119, 30);
    }

    [Theory]
    [InlineData(LogLevel.Info, null, LogLevel.Info, "")]
    [InlineData(LogLevel.Info, 3600.0, LogLevel.Info, "")]
    [InlineData(LogLevel.Info, 0.0, LogLevel.Warning, ", more than 0.000s")]
    [InlineData(LogLevel.Critical, 0.0, LogLevel.Critical, ", more than 0.000s")]
    public void An_operation_beyond_its_limit_is_a_warning_at_least(
        LogLevel level, double? limit, LogLevel expected, string note)
    {
        using (_loggers.Root.MeasureTime("load", level, limit is { } seconds ? TimeSpan.FromSeconds(seconds) : null))
            SpinWait.SpinUntil(() => false, 2);

        Assert.Matches($@"^load completed in [0-9]+\.[0-9]{{3}}s{note}$", _loggers.Handler.OnlyMessage);
        Assert.Equal(expected, _loggers.Handler.Entries[0].Level);
    }

    [Fact]
    public void A_slow_operation_is_told_also_where_its_level_is_not_logged()
    {
        _loggers.Root.Level = LogLevel.Warning;
        _loggers.Root.MeasureTime("fast", warnAfter: TimeSpan.FromHours(1)).Dispose();
        using (_loggers.Root.MeasureTime("slow", warnAfter: TimeSpan.Zero))
            SpinWait.SpinUntil(() => false, 2);

        Assert.StartsWith("slow completed", _loggers.Handler.OnlyMessage, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _loggers.Root.MeasureTime("x", warnAfter: TimeSpan.MinValue));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void The_duration_reads_the_same_in_every_culture(string culture)
    {
        using var scope = new CultureScope(culture);
        using (Measure("work"))
        {
        }

        Assert.Matches(@"^work completed in [0-9]+\.[0-9]{3}s$", _loggers.Handler.OnlyMessage);
    }

    [Fact]
    public void A_block_that_throws_has_failed_and_its_exception_goes_on_unchanged()
    {
        Mono.SkipExceptionInFlight();
        var exception = new TimeoutException();

        Assert.Same(exception, Assert.Throws<TimeoutException>(() => Throw("load prices", exception)));
        Assert.Matches(@"^load prices failed after [0-9]+\.[0-9]{3}s$", _loggers.Handler.OnlyMessage);
    }

    [Fact]
    public void A_block_that_caught_its_own_exception_has_completed()
    {
        using (Measure("retry"))
        {
            Assert.Throws<TimeoutException>(Fail);
            Assert.Throws<TimeoutException>(Fail);
        }

        Assert.Equal(["retry completed"], Outcomes);
    }

    [Fact]
    public void Nested_blocks_are_measured_each()
    {
        Mono.SkipExceptionInFlight();
        void Run()
        {
            using (Measure("outer"))
            {
                using (Measure("first"))
                {
                }

                Throw("second", new TimeoutException());
            }
        }

        Assert.Throws<TimeoutException>(Run);

        Assert.Equal(["first completed", "second failed", "outer failed"], Outcomes);
    }

    [Fact]
    public void A_nested_block_may_fail_where_the_outer_one_completes()
    {
        Mono.SkipExceptionInFlight();
        using (Measure("outer"))
            Assert.Throws<TimeoutException>(() => Throw("inner", new TimeoutException()));

        Assert.Equal(["inner failed", "outer completed"], Outcomes);
    }

    [Fact]
    public void A_block_inside_a_catch_block_completes_or_fails_by_itself()
    {
        Mono.SkipExceptionInFlight();
        try
        {
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            using (Measure("report"))
                Assert.Throws<TimeoutException>(Fail);
            Assert.Throws<TimeoutException>(() => Throw("mend", new TimeoutException()));
            using (Measure("again"))
            {
            }
        }

        Assert.Equal(["report completed", "mend failed", "again completed"], Outcomes);
    }

    [Fact]
    public void An_exception_thrown_on_from_inside_a_catch_block_fails_the_block()
    {
        Mono.SkipExceptionInFlight();
        void Run()
        {
            try
            {
                Fail();
            }
            catch (TimeoutException)
            {
                using (Measure("report"))
                    throw;
            }
        }

        Assert.Throws<TimeoutException>(Run);

        Assert.Equal(["report failed"], Outcomes);
    }

    [Fact]
    public void A_block_that_began_inside_a_catch_block_and_ends_on_another_thread_completes()
    {
        OperationTimer timer = default;
        try
        {
            throw new TimeoutException();
        }
        catch (TimeoutException)
        {
            timer = Measure("work");
        }

        var thread = new Thread(() => timer.Dispose());
        thread.Start();
        thread.EndInTime();

        Assert.Equal(["work completed"], Outcomes);
    }

    [Fact]
    public async Task A_block_with_an_await_in_it_completes_or_fails()
    {
        Mono.SkipExceptionInFlight();
        using (Measure("quick"))
            await Task.Yield();
        await Assert.ThrowsAsync<TimeoutException>(async () =>
        {
            using (Measure("slow"))
            {
                await Task.Yield();
                throw new TimeoutException();
            }
        });

        Assert.Equal(["quick completed", "slow failed"], Outcomes);
    }

    [Fact]
    public void Blocks_in_parallel_do_not_hear_of_each_others_exceptions()
    {
        Mono.SkipExceptionInFlight();
        Parallel.For(0, 400, index =>
        {
            if (index % 2 == 0)
            {
                using (Measure("good"))
                {
                }
            }
            else
            {
                Assert.Throws<TimeoutException>(() => Throw("bad", new TimeoutException()));
            }
        });

        Assert.Equal(
            Enumerable.Repeat("bad failed", 200).Concat(Enumerable.Repeat("good completed", 200)),
            Outcomes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_caller_that_knows_says_itself_whether_the_operation_failed()
    {
        Measure("a").Stop(isFailed: true);
        Measure("b").Stop(isFailed: false);

        Assert.Equal(["a failed", "b completed"], Outcomes);
    }

    [Fact]
    public void Nothing_is_measured_when_DEBUG_is_disabled()
    {
        _loggers.Root.Level = LogLevel.Info;
        using (Measure("work"))
        {
        }

        default(OperationTimer).Dispose();
        Assert.Empty(_loggers.Handler.Entries);
    }

    [Fact]
    public void A_record_that_cannot_be_written_is_an_error_of_a_block_that_completed()
    {
        _loggers.Root.AddHandler(new FailingHandler(new LogWriteException("disk full", null)));

        Assert.Throws<LogWriteException>(() => Measure("work").Dispose());
    }

    public static TheoryData<Exception> FailuresToLog() =>
        [
            new LogWriteException("disk full", null),
            new InvalidOperationException("disk full"),
            new NotSupportedException("disk full"),
        ];

    [Theory]
    [MemberData(nameof(FailuresToLog))]
    public void A_failure_to_log_never_hides_the_exception_of_the_block(Exception failure)
    {
        Mono.SkipExceptionInFlight();
        using var output = new RecordingHostOutput();
        _loggers.Root.AddHandler(new FailingHandler(failure));

        Assert.Throws<TimeoutException>(() => Throw("work", new TimeoutException()));
        Assert.Equal(["disk full"], output.Warnings);
    }

    private IEnumerable<string> Outcomes =>
        _loggers.Handler.Messages.Select(message => string.Join(' ', message.Split(' ').Take(2)));

    private OperationTimer Measure(string operation) => new(_loggers["trading"], operation, lineNumber: 17);

    private static void Fail() => throw new TimeoutException();

    private void Throw(string operation, Exception exception)
    {
        using (Measure(operation))
            throw exception;
    }
}
