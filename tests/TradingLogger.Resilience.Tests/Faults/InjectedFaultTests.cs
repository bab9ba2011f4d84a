using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>Real processes whose system calls on the log directory <c>strace</c> makes fail, each for itself and in
/// turn.</summary>
public sealed class InjectedFaultTests
{
    private const int Events = 12;
    private const int Short = 200;
    private const int LongerThanAPage = 5000;

    /// <summary>Calls, the errors they end with, and which of them do: every third one, from the first, the second or
    /// the third on.</summary>
    public static TheoryData<string, string, string, int> Faults =>
        FaultsWhere((fault, first) => fault % 3 == first - 1);

    /// <summary>The same calls, where <see cref="Faults"/> does not let them fail.</summary>
    public static TheoryData<string, string, string, int> OtherFaults =>
        FaultsWhere((fault, first) => fault % 3 != first - 1);

    private static (string Call, string Error, int TextLength)[] Calls =>
    [
        ("write", "ENOSPC", Short),
        ("write", "EINTR", Short),
        ("openat", "EMFILE", Short),
        ("openat", "EACCES", Short),
        ("statx", "EIO", Short),
        ("flock", "ENOLCK", Short),
        ("flock", "EINTR", Short),
        ("renameat2", "EPERM", Short),
        ("renameat2", "EINVAL", Short),
        ("renameat2,unlink", "EINVAL", Short),
        ("fdatasync", "EIO", Short),
        ("fsync", "EIO", Short),
        ("pwrite64", "EIO", LongerThanAPage),
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Acknowledged_events_are_all_there_whole_and_once(
        string call, string error, string when, int textLength) => Run(call, error, when, textLength);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(OtherFaults))]
    public void Acknowledged_events_are_all_there_whole_and_once_also_when_other_calls_fail(
        string call, string error, string when, int textLength) => Run(call, error, when, textLength);

    [Theory]
    [InlineData("openat", "ENOENT")]
    [InlineData("mkdir,mkdirat", "ENOENT")]
    [InlineData("mkdir,mkdirat", "EEXIST")]
    public void A_directory_that_goes_between_two_steps_of_making_it_and_its_file_refuses_no_event(
        string call, string error)
    {
        Assert.SkipUnless(Programs.Exists("strace"), "There is no strace on this machine.");
        for (int when = 1; when <= 6; when++)
        {
            using var parent = new TestDirectory();
            using var traces = new TestDirectory();
            string directory = parent.File("a/logs");
            string[] launcher =
            [
                "strace", "--follow-forks", "--quiet=all", "--output=" + traces.File("trace"), "--seccomp-bpf",
                "--trace=" + call, "--trace-path=" + directory, "--trace-path=" + parent.File("a"),
                "--trace-path=" + Path.Combine(directory, "trading.log"), $"--inject={call}:error={error}:when={when}",
            ];
            using var writer = new WriterProcess(FaultJobs.Text(directory, ("durability", "os")), launcher);
            writer.WaitUntilReady();

            Assert.Empty(WriterOutcome.Of(writer, first: 0, count: Events).Failures);
            Assert.Equal(0, writer.Finish());
            if (when == 1)
                Assert.Contains("(INJECTED)", File.ReadAllText(traces.File("trace")), StringComparison.Ordinal);
        }
    }

    private static TheoryData<string, string, string, int> FaultsWhere(Func<int, int, bool> isWanted)
    {
        var faults = new TheoryData<string, string, string, int>();
        for (int fault = 0; fault < Calls.Length; fault++)
        {
            (string call, string error, int textLength) = Calls[fault];
            foreach (int first in Enumerable.Range(1, 3).Where(first => isWanted(fault, first)))
                faults.Add(call, error, FormattableString.Invariant($"{first}+3"), textLength);
        }

        return faults;
    }

    private static void Run(string call, string error, string when, int textLength)
    {
        Assert.SkipUnless(Programs.Exists("strace"), "There is no strace on this machine.");
        using var directory = new TestDirectory();
        using var traces = new TestDirectory();
        string trace = traces.File("trace");
        string text = directory.File("trading.log");
        string[] paths =
        [
            text,
            text + ".1",
            directory.File(".trading.log.lock"),
            directory.File(".trading.log.queue"),
            directory.FullName,
        ];
        string[] launcher =
        [
            "strace", "--follow-forks", "--quiet=all", "--output=" + trace, "--seccomp-bpf", "--trace=" + call,
            .. paths.Select(path => "--trace-path=" + path),
            $"--inject={call}:error={error}:when={when}",
        ];
        WriterJob job = FaultJobs.Text(
            directory.FullName, ("max_bytes", $"{4 * textLength}"), ("backup_count", "50"), ("durability", "disk"));
        using var writer = new WriterProcess(job with { TextLength = textLength }, launcher);
        writer.WaitUntilReady();

        WriterOutcome outcome = WriterOutcome.Of(writer, first: 0, count: Events);

        Assert.Equal(0, writer.Finish());
        Assert.Contains("(INJECTED)", File.ReadAllText(trace), StringComparison.Ordinal);
        Assert.All(
            outcome.Failures.Values,
            failure => Assert.Contains(directory.FullName, failure, StringComparison.Ordinal));
        LogContents log = LogContents.Read(directory.FullName, "trading.log", textLength);
        Assert.Empty(log.DamagedLines);
        int[] written = [.. log.Events.Select(found => found.Event.Number)];
        Assert.Equal(written.Distinct(), written);
        Assert.Empty(outcome.Acknowledged.Except(written));
    }
}
