using System.Globalization;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests;

/// <summary>Two users of one group write the same logs; others read them and append to them meanwhile.</summary>
[Trait("Category", "Long")]
public sealed class SharedDirectoryTests(ITestOutputHelper output)
{
    private const string TextLog = "trading.log";
    private const int EventsPerWriter = 20_000;
    private const int ShellLines = 20_000;
    private const int LineLength = 200;
    private const long MaxBytes = 100_000;
    private const int PlentyOfBackups = 100_000;

    private static readonly User Anna = new(Id: 64_301, Group: 64_300);
    private static readonly User Ben = new(Id: 64_302, Group: 64_300);

    private const string AppendingShell =
        "read go; i=1; while [ $i -le $2 ]; do echo \"# line $i of the shell\" >> \"$1\"; i=$((i+1)); "
            + "done; echo appended";

    [Fact]
    public void Two_users_a_reader_and_an_appending_shell_lose_nothing_and_nobody_stalls()
    {
        User.Require();
        using var directory = new TestDirectory();
        Anna.Share(directory);
        using var group = new WriterGroup();
        foreach ((string name, User user) in new[] { ("anna0", Anna), ("anna1", Anna), ("ben0", Ben), ("ben1", Ben) })
        {
            group.Add(
                Jobs.Text(name, directory, MaxBytes, PlentyOfBackups, LineLength, fileMode: "0660"), user.Launcher);
        }

        using var reader = new ChildProcess([.. Ben.Launcher, .. WriterProcess.Program, "read", directory.FullName]);
        reader.WaitForLine("ready");
        using var shell = new ChildProcess(
            [.. Anna.Launcher, "sh", "-c", AppendingShell, "sh", directory.File(TextLog), $"{ShellLines}"]);
        group.Begin(EventsPerWriter);
        shell.Command("go");
        IReadOnlyList<WriterReport> reports = group.Finish();
        shell.WaitForLine("appended");

        Assert.Equal(0, reader.Finish());
        var log = LogContents.Read(directory.FullName, TextLog, LineLength - LogLine.TextOverhead);
        LogAssert.HoldsExactly(log, group.Names, EventsPerWriter);
        Assert.Equal(
            Enumerable.Range(1, ShellLines).Select(number => $"# line {number} of the shell"),
            log.ForeignLines);
        // A writer may have to wait for every other one, and each of them for the machine.
        double busyMachine = reports.Sum(report => report.LongestPause);
        Assert.All(reports, report => Assert.InRange(report.LongestCall, 0, 1000 + busyMachine));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{log.Events.Count} events and {ShellLines} lines of the shell, lost 0, torn 0; "
                + $"slowest call {reports.Max(report => report.LongestCall):F0} ms,"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"longest time the machine let a process wait {reports.Max(report => report.LongestPause):F0} ms; "
                + $"{reader.WaitForLine("read")} bytes read."));
    }
}
