using System.Diagnostics;
using System.Globalization;
using TradingLogging.Configuration;
using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Specification;

/// <summary>5.1 and subtask 8.4: how long an operation took.</summary>
public sealed class ExecutionTimeTests : IDisposable
{
    private const double Rounding = 0.0005;

    private readonly LogFolder _folder = new();

    [Fact]
    public void The_duration_is_logged_at_DEBUG_in_seconds_with_three_decimals()
    {
        using TestSession session = Start(LogLevel.Debug);

        session.MeasureTime("test_operation", line: 33).Dispose();

        Assert.Matches(
            @"^2025-12-18 10:30:45 \| DEBUG    \| trading:33 \| test_operation completed in \d+\.\d{3}s$",
            Assert.Single(session.Lines("trading.log")));
    }

    [Fact]
    public void The_duration_is_that_of_the_operation()
    {
        using TestSession session = Start(LogLevel.Debug);

        long before = Stopwatch.GetTimestamp();
        OperationTimer timer = session.MeasureTime("test_operation");
        long start = Stopwatch.GetTimestamp();
        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(20));
        TimeSpan inside = Stopwatch.GetElapsedTime(start);
        timer.Dispose();
        TimeSpan around = Stopwatch.GetElapsedTime(before);

        string logged = Assert.Single(session.Lines("trading.log")).Split(' ')[^1].TrimEnd('s');
        Assert.InRange(
            double.Parse(logged, CultureInfo.InvariantCulture),
            inside.TotalSeconds - Rounding,
            around.TotalSeconds + Rounding);
    }

    [Theory]
    [InlineData(LogLevel.Info)]
    [InlineData(LogLevel.Error)]
    public void Above_DEBUG_nothing_is_logged(LogLevel level)
    {
        using TestSession session = Start(level);

        session.MeasureTime("test_operation").Dispose();

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void An_exception_goes_on_unchanged_and_the_duration_is_logged_as_a_failure()
    {
        Mono.SkipExceptionInFlight();
        using TestSession session = Start(LogLevel.Debug);
        var thrown = new InvalidDataException("bad price");

        Exception caught = Assert.Throws<InvalidDataException>((Action)(() =>
        {
            using OperationTimer timer = session.MeasureTime("load prices");
            throw thrown;
        }));

        Assert.Same(thrown, caught);
        Assert.Matches(@"\| load prices failed after \d+\.\d{3}s$", Assert.Single(session.Lines("trading.log")));
    }

    [Fact]
    public void An_operation_inside_a_handler_of_another_failure_completes()
    {
        using TestSession session = Start(LogLevel.Debug);

        try
        {
            throw new InvalidDataException();
        }
        catch (InvalidDataException)
        {
            session.MeasureTime("recover").Dispose();
        }

        Assert.Contains("recover completed in", Assert.Single(session.Lines("trading.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void Operations_inside_one_another_are_each_logged_the_inner_one_first()
    {
        using TestSession session = Start(LogLevel.Debug);

        using (session.MeasureTime("outer"))
        {
            using (session.MeasureTime("inner"))
            {
            }
        }

        Assert.Equal(
            ["inner", "outer"],
            session.Lines("trading.log").Select(line => line.Split(" | ")[3].Split(' ')[0]));
    }

    [Fact]
    public void Operations_in_parallel_are_each_logged_once()
    {
        using TestSession session = Start(LogLevel.Debug);

        Parallel.For(0, 50, number => session.MeasureTime($"operation-{number}").Dispose());

        Assert.Equal(
            Enumerable.Range(0, 50).Select(number => $"operation-{number}").Order(StringComparer.Ordinal),
            session.Lines("trading.log")
                .Select(line => line.Split(" | ")[3].Split(' ')[0])
                .Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private TestSession Start(LogLevel level) =>
        new(new LoggingConfig { LogDirectory = _folder.FullName, Console = false, LogLevel = level });
}
