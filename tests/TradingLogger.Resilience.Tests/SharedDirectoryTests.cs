using System.Diagnostics;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests;

/// <summary>Two users of one group write the same logs; others read them and append to them meanwhile.</summary>
public sealed class SharedDirectoryTests(ITestOutputHelper output)
{
    private const string TextLog = "trading.log";
    private const int EventsPerWriter = 20_000;
    private const int ShellLines = 20_000;
    private const int LineLength = 200;
    private const long MaxBytes = 100_000;
    private const int PlentyOfBackups = 100_000;

    // Numbers suffice: the system knows users of no name.
    private const int Group = 64_300;
    private const int Anna = 64_301;
    private const int Ben = 64_302;

    private const string AppendingShell =
        "read go; i=1; while [ $i -le $2 ]; do echo \"# line $i of the shell\" >> \"$1\"; i=$((i+1)); done; echo appended";

    [Fact]
    public void Two_users_a_reader_and_an_appending_shell_lose_nothing_and_nobody_stalls()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can write as other users.");
        using var directory = new TestDirectory();
        Share(directory);
        using var group = new WriterGroup();
        foreach ((string name, int user) in new[] { ("anna0", Anna), ("anna1", Anna), ("ben0", Ben), ("ben1", Ben) })
            group.Add(Jobs.Text(name, directory, MaxBytes, PlentyOfBackups, LineLength), As(user));
        using var reader = new ChildProcess([.. As(Ben), .. WriterProcess.Program, "read", directory.FullName]);
        reader.WaitForLine("ready");
        using var shell = new ChildProcess([.. As(Anna), "sh", "-c", AppendingShell, "sh", directory.File(TextLog), $"{ShellLines}"]);
        group.Begin(EventsPerWriter);
        shell.Command("go");
        IReadOnlyList<WriterReport> reports = group.Finish();
        shell.WaitForLine("appended");

        Assert.Equal(0, reader.Finish());
        var log = LogContents.Read(directory.FullName, TextLog, LineLength - LogLine.TextOverhead);
        LogAssert.HoldsExactly(log, group.Names, EventsPerWriter);
        Assert.Equal(Enumerable.Range(1, ShellLines).Select(number => $"# line {number} of the shell"), log.ForeignLines);
        // A writer may have to wait for every other one, and each of them for the machine.
        double busyMachine = reports.Sum(report => report.LongestPause);
        Assert.All(reports, report => Assert.InRange(report.LongestCall, 0, 1000 + busyMachine));
        output.WriteLine(FormattableString.Invariant(
            $"{log.Events.Count} events and {ShellLines} lines of the shell, lost 0, torn 0; slowest call {reports.Max(report => report.LongestCall):F0} ms,"));
        output.WriteLine(FormattableString.Invariant(
            $"longest time the machine let a process wait {reports.Max(report => report.LongestPause):F0} ms; {reader.WaitForLine("read")} bytes read."));
    }

    private static void Share(TestDirectory directory)
    {
        Assert.Equal(0, Run(["chown", $":{Group}", directory.FullName]));
        Assert.Equal(0, Run(["chmod", "2770", directory.FullName]));
        Assert.SkipWhen(
            Run([.. As(Ben), "test", "-r", WriterProcess.Program[^1]]) != 0,
            "Other users cannot read the directory that the tests were built in.");
    }

    private static string[] As(int user) =>
    [
        "setpriv", $"--reuid={user}", $"--regid={Group}", "--clear-groups", "sh", "-c", "umask 002; exec \"$@\"", "sh",
    ];

    private static int Run(string[] command)
    {
        using var process = Process.Start(command[0], command[1..]);
        process.WaitForExit();
        return process.ExitCode;
    }
}
