using TradingLogging.Resilience.Tests.Faults;
using TradingLogging.Resilience.Tests.Logs;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests;

/// <summary>However a script ends, each event whose call had returned is in the log. Nothing has to be closed or
/// flushed.</summary>
public sealed class ScriptEndTests(ITestOutputHelper output)
{
    private const int TextLength = 110;
    private const int Some = 200;
    private const string Async = "Initialize-TradingLogger -LogDirectory $Directory -NoConsole -Mode Async; ";

    private const string Prelude =
        $$"""
        param([string] $Directory)
        $ErrorActionPreference = 'Stop'
        {{ScriptProcess.TextFunction}}
        function Write-Some([int] $Count) {
            for ($number = 0; $number -lt $Count; $number++) {
                Write-TradeEvent TEST_EVENT @{ event = Get-EventText 'script' $number 110 }
                [Console]::Out.WriteLine("ack $number 0")
            }
        }
        Initialize-TradingLogger -LogDirectory $Directory -NoConsole

        """;

    [Theory]
    [InlineData("the end of the script", "Write-Some 200", 0)]
    [InlineData("exit", "Write-Some 200; exit 3", 3)]
    [InlineData("an unhandled exception", "Write-Some 200; throw 'out of luck'", 1)]
    [InlineData("Environment.Exit", "Write-Some 200; [Environment]::Exit(5)", 5)]
    [InlineData("Remove-Module", "Write-Some 200; Remove-Module TradingLogger", 0)]
    [InlineData("Environment.Exit, written in the background", Async + "Write-Some 200; [Environment]::Exit(5)", 5)]
    [InlineData("Remove-Module, written in the background", Async + "Write-Some 200; Remove-Module TradingLogger", 0)]
    public void Events_are_there_after(string ending, string body, int exitCode) => Run(ending, body, exitCode);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("exit in the middle of a loop", "foreach ($i in 1..2) { Write-Some 200; exit 4 }", 4)]
    [InlineData("an unhandled exception of .NET", "Write-Some 200; [int]::Parse('x')", 1)]
    [InlineData("exit, written in the background", Async + "Write-Some 200; exit 3", 3)]
    [InlineData("an unhandled exception, written in the background", Async + "Write-Some 200; throw 'out of luck'", 1)]
    public void Events_are_there_also_after(string ending, string body, int exitCode) => Run(ending, body, exitCode);

    /// <summary>Every way to write by every signal that ends a process. SIGKILL cannot be heard of, so it is not for
    /// what waits in the background. SIGQUIT PowerShell takes for Ctrl+Break: it begins to debug the script.</summary>
    public static TheoryData<string, string> ModesBySignals
    {
        get
        {
            var cases = new TheoryData<string, string> { { "", "KILL" }, { "-Durability Disk", "KILL" } };
            string[] modes =
                ["", "-Mode Async", "-Durability Disk", "-Integrity Chain", "-Mode Async -Integrity Chain"];
            foreach (string mode in modes)
            {
                foreach (string signal in new[] { "TERM", "HUP", "INT" })
                    cases.Add(mode, signal);
            }

            return cases;
        }
    }

    // Each way and each signal is here; which of them meet makes no difference that is known.
    [Theory]
    [InlineData("", "KILL")]
    [InlineData("", "HUP")]
    [InlineData("-Mode Async", "TERM")]
    [InlineData("-Mode Async -Integrity Chain", "INT")]
    public void Events_of_a_script_are_there_after_the_signal(string mode, string signal) =>
        EndScript(mode, signal);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(ModesBySignals))]
    public void Events_of_a_script_are_there_after_any_signal_however_they_are_written(string mode, string signal) =>
        EndScript(mode, signal);

    [Theory]
    [InlineData("-Durability Disk", "KILL")]
    [InlineData("", "TERM")]
    [InlineData("-Mode Async", "HUP")]
    [InlineData("-Integrity Chain", "INT")]
    [InlineData("-Mode Async -Integrity Chain", "QUIT")]
    public void Events_of_a_program_are_there_after_the_signal(string mode, string signal) =>
        EndProgram(mode, signal);

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(ModesBySignals))]
    [InlineData("", "QUIT")]
    [InlineData("-Mode Async", "QUIT")]
    [InlineData("-Durability Disk", "QUIT")]
    [InlineData("-Integrity Chain", "QUIT")]
    public void Events_of_a_program_are_there_after_any_signal_however_they_are_written(string mode, string signal) =>
        EndProgram(mode, signal);

    [Fact]
    public void Events_are_there_after_a_runspace_was_closed_early()
    {
        const string body =
            """
            $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
            $runspace.Open()
            $shell = [powershell]::Create()
            $shell.Runspace = $runspace
            [void] $shell.AddScript(@"
                Import-Module '$((Get-Module TradingLogger).Path)'
                function Get-EventText { ${function:Get-EventText} }
                function Write-Some { ${function:Write-Some} }
                Write-Some 100000000
            "@)
            [void] $shell.BeginInvoke()
            [void] [Console]::In.ReadLine()
            $runspace.Close()
            [Console]::Out.WriteLine('closed')
            """;
        using var directory = new TestDirectory();
        using ScriptProcess script = Start(directory, body, out TestDirectory scripts);
        using (scripts)
        {
            script.WaitForAcknowledged(Some);
            script.Command("enough");
            script.WaitForLine("closed");
            Assert.Equal(0, script.WaitForEnd());
        }

        Check(directory, script, "a runspace was closed");
    }

    private void Run(string ending, string body, int exitCode)
    {
        using var directory = new TestDirectory();
        using ScriptProcess script = Start(directory, body, out TestDirectory scripts);
        using (scripts)
            Assert.Equal(exitCode, script.WaitForEnd());
        Check(directory, script, ending);
        Assert.Equal(Some, script.Acknowledged.Count);
    }

    private void EndScript(string mode, string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var directory = new TestDirectory();
        string body = $"Initialize-TradingLogger -LogDirectory $Directory -NoConsole {mode}; Write-Some 100000000";
        using ScriptProcess script = Start(directory, body, out TestDirectory scripts);
        using (scripts)
        {
            script.WaitForAcknowledged(Some);
            Send(signal, script);
            // Its exit code is PowerShell's: 0 after SIGINT.
            script.WaitForEnd();
        }

        Check(directory, script, $"{mode} SIG{signal}", mode);
    }

    private void EndProgram(string mode, string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var directory = new TestDirectory();
        using var writer = new WriterProcess(JobOf("script", directory, mode));
        writer.WaitUntilReady();
        writer.Write(100_000_000);
        writer.WaitForAcknowledged(Some);
        Send(signal, writer);
        writer.WaitForEnd();

        Check(directory, writer, $"{mode} SIG{signal}", mode);
    }

    private static WriterJob JobOf(string writer, TestDirectory directory, string mode)
    {
        var settings = new Dictionary<string, string> { ["console"] = "false" };
        string[] words = mode.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        for (int index = 0; index < words.Length; index += 2)
            settings[words[index]] = words[index + 1];
        return new WriterJob(
            writer, directory.FullName, Destination.Both, TextLength, IsAcknowledging: true, settings);
    }

    private static void Send(string signal, ChildProcess process)
    {
        using var kill = new ChildProcess(["kill", $"-{signal}", $"{process.Id}"]);
        Assert.Equal(0, kill.WaitForEnd());
    }

    private static ScriptProcess Start(TestDirectory directory, string body, out TestDirectory scripts)
    {
        scripts = new TestDirectory();
        string path = scripts.File("script.ps1");
        File.WriteAllText(path, Prelude + body);
        return new ScriptProcess(path, directory.FullName);
    }

    // An event may be whole although there was no time to acknowledge it; never the other way round.
    private void Check(TestDirectory directory, AcknowledgingProcess script, string ending, string mode = "")
    {
        IReadOnlyList<int> acknowledged = script.Acknowledged;
        RemoveTornLines(directory, mode);
        foreach (string name in new[] { "trades.log", "trading.log" })
        {
            var log = LogContents.Read(directory.FullName, name, TextLength);
            Assert.Empty(log.DamagedLines);
            IReadOnlyList<int> numbers = log.NumbersByWriter["script"];
            LogAssert.IsRun("script", numbers, first: 0, numbers.Count);
            Assert.InRange(numbers.Count, acknowledged.Count, acknowledged.Count + 1);
        }

        output.WriteLine($"After {ending}: {acknowledged.Count} acknowledged, 0 missing.");
    }

    // A signal may cut the write of an event at the border of a page. Nobody has acknowledged it, and the next writer
    // removes what there is of it.
    private static void RemoveTornLines(TestDirectory directory, string mode)
    {
        if (!Array.Exists(["trades.log", "trading.log"], name => TornLine.IsAtEndOf(directory.File(name))))
            return;
        using var next = new WriterProcess(JobOf("next", directory, mode));
        next.WaitUntilReady();
        Assert.Empty(WriterOutcome.Of(next, first: 0, count: 1).Failures);
        Assert.Equal(0, next.Finish());
    }
}
