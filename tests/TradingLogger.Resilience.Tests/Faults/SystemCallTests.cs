using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>What an event costs in system calls on the log directory, counted by <c>strace</c>: a guard for speed that
/// needs no clock.</summary>
public sealed class SystemCallTests(ITestOutputHelper output)
{
    private const int Events = 5000;
    private const int LineLength = 164;
    private const int PageSize = 4096;

    [Fact]
    public void An_event_is_one_write()
    {
        Assert.SkipUnless(Programs.Exists("strace"), "There is no strace on this machine.");
        using var directory = new TestDirectory();
        using var traces = new TestDirectory();
        string trace = traces.File("trace");
        string text = directory.File("trading.log");
        string[] paths = [text, directory.File(".trading.log.lock"), directory.File(".trading.log.queue")];
        string[] launcher =
        [
            "strace",
            "--follow-forks",
            "--quiet=all",
            "--output=" + trace,
            .. paths.Select(path => "--trace-path=" + path),
        ];
        using var writer = new WriterProcess(
            Jobs.Text("one", directory, maxBytes: 0, backupCount: 0, LineLength), launcher);
        writer.WaitUntilReady();
        writer.Write(Events);
        WriterReport report = writer.WaitForReport();
        Assert.Equal(0, writer.Finish());

        Dictionary<string, int> calls = CountCalls(trace);
        output.WriteLine(string.Join(", ", calls.Select(call => $"{call.Key} {call.Value}")));
        Assert.Equal(Events, report.Written);
        Assert.Equal(Events, calls["write"]);
        // The note beside a write that crosses a page.
        Assert.InRange(calls.GetValueOrDefault("pwrite64"), 0, (Events * LineLength / PageSize) + 1);
        // The lock is tried once in some milliseconds, which strace makes many of; the file is looked at once in a
        // hundred.
        int others = calls.Where(call => call.Key is not ("write" or "pwrite64" or "flock")).Sum(call => call.Value);
        Assert.InRange(others, 0, Events / 10);
    }

    // A line is "PID call(arguments) = result".
    private static Dictionary<string, int> CountCalls(string trace) => File.ReadLines(trace)
        .Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].TrimStart())
        .Where(call => call.Contains('(', StringComparison.Ordinal))
        .Select(call => call[..call.IndexOf('(', StringComparison.Ordinal)])
        .CountBy(name => name)
        .ToDictionary();
}
