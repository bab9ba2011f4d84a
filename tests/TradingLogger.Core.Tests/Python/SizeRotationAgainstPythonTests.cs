using TradingLogging.Logging;
using TradingLogging.Tests.Python.Scenarios;
using Xunit;

namespace TradingLogging.Tests.Python;

public sealed class SizeRotationAgainstPythonTests
{
    private const int MaxBytes = 1000;

    private static readonly DateTime Start = new(2025, 12, 18, 9, 30, 45, DateTimeKind.Utc);
    private static readonly int LineOverhead = "2025-12-18 10:30:45 | INFO     | t:1 | \n".Length;

    [Theory]
    [InlineData(-2)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void A_file_about_to_be_full_is_rotated_at_the_byte_where_Python_rotates(int beyond)
    {
        string[] messages = [new('a', 300 - LineOverhead), new('b', MaxBytes - 300 + beyond - LineOverhead), "c", "d"];

        AssertSameWithoutAdapting(messages, MaxBytes, backupCount: 5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void As_many_backups_are_kept_as_Python_keeps(int backupCount) =>
        AssertSameWithoutAdapting(Numbered(100, width: 200), MaxBytes, backupCount);

    [Theory]
    [InlineData(0)]
    [InlineData(10_485_760)]
    public void Nothing_is_rotated_where_Python_rotates_nothing(int maxBytes) =>
        AssertSameWithoutAdapting(Numbered(100, width: 200), maxBytes, backupCount: 5);

    [Fact]
    public void The_limit_of_the_specification_is_met_as_by_Python() =>
        AssertSameWithoutAdapting(Numbered(120, width: 200_000), 10_485_760, backupCount: 5);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void A_log_that_another_run_left_is_gone_on_with_as_by_Python(int backupCount)
    {
        using var both = new BothLoggings();
        for (int run = 0; run < 8; run++)
            both.Run(Scenario(Numbered(3, width: 150 + 10 * run), MaxBytes, backupCount));

        Assert.Empty(both.PythonErrors);
        both.AssertSameFiles();
    }

    private static string[] Numbered(int count, int width) =>
        [.. Enumerable.Range(0, count).Select(number => $"{number} ".PadRight(width - LineOverhead, 'x'))];

    private static LogScenario Scenario(string[] messages, long maxBytes, int backupCount)
    {
        var scenario = new LogScenario([.. messages.Select(text => new MessageStep(Start, LogLevel.Info, "t", text))]);
        return scenario with { Config = scenario.Config with { MaxBytes = maxBytes, BackupCount = backupCount } };
    }

    private static void AssertSameWithoutAdapting(string[] messages, long maxBytes, int backupCount)
    {
        using var both = new BothLoggings();

        both.Run(Scenario(messages, maxBytes, backupCount));

        Assert.Empty(both.PythonErrors);
        both.AssertSameFiles();
    }
}
