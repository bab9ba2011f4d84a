using System.Management.Automation;
using System.Management.Automation.Runspaces;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;
using Engine = System.Management.Automation.PowerShell;

namespace TradingLogging.PowerShell.Tests.Commands;

/// <summary>Which logger a module means whose copies in several runspaces have initialised several.</summary>
public sealed class ModuleLoggerTests : IDisposable
{
    private const string Desk = """
        function Start-Desk { Initialize-TradingLogger -Name $args[0] "$($args[1])/$($args[0])" -NoConsole }
        function Write-Desk { Write-TradeEvent DESK }
        function Get-Desk { (Get-TradingLogger).Instance }
        function Get-DeskClosure { { (Get-TradingLogger).Instance }.GetNewClosure() }
        function Get-DeskOfEvent {
            $null = Register-EngineEvent desk -Action { (Get-TradingLogger).Instance }
            $null = New-Event desk
            $job = Get-Job -Name desk
            while (-not $job.HasMoreData) { Start-Sleep -Milliseconds 10 }
            Receive-Job $job
            Unregister-Event desk
        }
        function Measure-Desk { Measure-TradingOperation op { 'done' } }
        """;

    private readonly PowerShellSession _session = new();
    private readonly Runspace _other = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    public ModuleLoggerTests()
    {
        File.WriteAllText(_session.File("Desk.psm1"), Desk);
        _session.Invoke("Import-Module ./Desk.psm1; Initialize-TradingLogger default -NoConsole").Succeeded();
        _other.Open();
        InvokeOther($"""
            Import-Module '{RepositoryRoot.File("TradingLogger.psd1")}'
            Import-Module '{_session.File("Desk.psm1")}'
            """);
    }

    private string Directory => Path.GetDirectoryName(_session.File("x"))!;

    public void Dispose()
    {
        _other.Dispose();
        _session.Dispose();
        foreach (LoggerInstance instance in TradingLogger.Instances)
            instance.Close();
    }

    [Fact]
    public void A_copy_means_what_was_initialised_in_its_own_runspace()
    {
        _session.Invoke("Start-Desk one $PWD").Succeeded();
        InvokeOther($"Start-Desk two '{Directory}'");

        ScriptResult result = _session.Invoke("Write-Desk; Get-Desk").Succeeded();
        Assert.Equal(["two"], InvokeOther("Write-Desk; Get-Desk"));

        Assert.Equal(["one"], result.Values);
        Assert.Single(File.ReadAllLines(_session.File("one/trades.log")));
        Assert.Single(File.ReadAllLines(_session.File("two/trades.log")));
    }

    [Fact]
    public void A_copy_that_initialised_nothing_means_what_the_others_agree_on_and_refuses_to_guess()
    {
        InvokeOther($"Start-Desk one '{Directory}'");
        Assert.Equal(["one"], _session.Invoke("Get-Desk").Succeeded().Values);
        using Runspace third = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        third.Open();
        Invoke(third, $"""
            Import-Module '{RepositoryRoot.File("TradingLogger.psd1")}'
            Import-Module '{_session.File("Desk.psm1")}'
            Start-Desk two '{Directory}'
            """);

        ErrorRecord error = _session.Invoke("Write-Desk").Failed();
        ScriptResult work = _session.Invoke("Measure-Desk");

        Assert.StartsWith("AmbiguousInstance,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(["Desk", "one", "two", "-Instance"], part => Assert.Contains(part, error.Exception.Message));
        Assert.Equal(["done"], work.Values);
        Assert.StartsWith(
            "AmbiguousInstance,", Assert.Single(work.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["two"], Invoke(third, "Get-Desk"));
        Invoke(third, "Close-TradingLogger -Instance two");
        Assert.Equal(["one"], _session.Invoke("Get-Desk").Succeeded().Values);
        Assert.Equal(["three"], _session.Invoke("Start-Desk three $PWD; Get-Desk").Succeeded().Values);
    }

    [Fact]
    public void Closures_and_blocks_of_events_belong_to_the_module_in_whose_files_they_stand()
    {
        string folder = _session.File("modules/Desk2/1.0");
        System.IO.Directory.CreateDirectory(folder + "/parts");
        File.WriteAllText(folder + "/Desk2.psm1", """
            . "$PSScriptRoot/parts/closure.ps1"
            function Start-Desk2 { Initialize-TradingLogger -Name desk2 "$($args[0])/desk2" -NoConsole }
            """);
        File.WriteAllText(
            folder + "/parts/closure.ps1",
            "function Get-Desk2Closure { { (Get-TradingLogger).Instance }.GetNewClosure() }");
        File.WriteAllText(_session.File("beside.ps1"), "{ (Get-TradingLogger).Instance }.GetNewClosure()");

        ScriptResult result = _session.Invoke("""
            Start-Desk one $PWD
            Import-Module ./modules/Desk2/1.0/Desk2.psm1
            Start-Desk2 $PWD
            & (Get-DeskClosure)
            Get-DeskOfEvent
            & (Get-Desk2Closure)
            & (./beside.ps1)
            & { (Get-TradingLogger).Instance }.GetNewClosure()
            """).Succeeded();

        Assert.Equal(["one", "one", "desk2", "default", "default"], result.Values);
    }

    [Fact]
    public void What_the_pipeline_names_is_closed_and_no_other_logger()
    {
        ScriptResult result = _session.Invoke("""
            'a1', 'a2', 'b' | ForEach-Object { Initialize-TradingLogger -Name $_ $_ -NoConsole }
            @() | Close-TradingLogger
            Get-TradingLogger a1, A1, a* | Close-TradingLogger
            'b' | Close-TradingLogger
            Get-TradingLogger * | Where-Object IsInitialized | ForEach-Object Instance
            42 | Close-TradingLogger -ErrorAction SilentlyContinue -ErrorVariable unknown
            $unknown.FullyQualifiedErrorId
            (Get-TradingLogger).IsInitialized
            Close-TradingLogger d*
            (Get-TradingLogger).IsInitialized
            """);

        Assert.Null(result.Failure);
        Assert.Equal(
            [
                "default", "InstanceNotFound,TradingLogging.PowerShell.Commands.CloseTradingLoggerCommand", "True",
                "False",
            ],
            result.Values.Select(value => value?.ToString()));
    }

    [Fact]
    public void What_the_pipeline_names_gets_the_level_and_the_handler_and_loses_it()
    {
        ScriptResult result = _session.Invoke("""
            'a', 'b' | ForEach-Object { Initialize-TradingLogger -Name $_ $_ -NoConsole }
            Get-TradingLogger a, b | Set-TradingLogLevel trading ERROR
            Get-TradingLogger * | ForEach-Object { "$($_.Instance) $($_.Levels['trading'])" }
            Add-TradingLogHandler pager { }
            (Get-TradingLogger a, b | Add-TradingLogHandler pager { } -PassThru).Instance -join ' '
            Get-TradingLogHandler pager -Instance a | Remove-TradingLogHandler
            (Get-TradingLogger b).Handlers | Where-Object Name -EQ pager | Remove-TradingLogHandler
            (Get-TradingLogger * | Get-TradingLogHandler pag*).Instance
            """).Succeeded();

        string[] told = [.. result.Values.Select(value => value!.ToString()!)];
        Assert.Contains("a Error", told);
        Assert.Contains("b Error", told);
        Assert.Contains("default ", told);
        Assert.Equal(["a b", "default"], told[^2..]);
    }

    [Fact]
    public void A_failed_start_leaves_no_name_and_names_are_told_once_and_where_they_help()
    {
        File.WriteAllText(_session.File("file"), "");
        ScriptResult result = _session.Invoke("""
            try { Initialize-TradingLogger -Name broken-start ./file/logs -NoConsole } catch { 'failed' }
            try { Initialize-TradingLogger -Name 'a b' } catch { "$_" }
            Initialize-TradingLogger -Name risk risk -NoConsole
            (Get-TradingLogger risk, RISK, r*sk).Count
            (Get-TradingLogger *).Instance -contains 'broken-start'
            Close-TradingLogger
            try { Write-TradingLog x } catch { "$_" }
            """).Succeeded();

        string[] told = [.. result.Values.Select(value => value!.ToString()!)];
        Assert.Equal("failed", told[0]);
        Assert.StartsWith("'a b' cannot be -Name: The name of a logger is", told[1], StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", told[1], StringComparison.Ordinal);
        Assert.Equal(["1", "False"], told[2..4]);
        Assert.Contains("risk", told[4], StringComparison.Ordinal);
        Assert.Contains("-Instance", told[4], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Chain", "None", "break the chain")]
    [InlineData("Chain", "Chain", "nothing is lost")]
    public void Two_loggers_of_one_directory_are_told_what_that_does(string one, string other, string told)
    {
        ScriptResult result = _session.Invoke($"""
            Initialize-TradingLogger -Name left shared -Integrity {one} -NoConsole
            Initialize-TradingLogger -Name right shared -Integrity {other} -NoConsole
            """).Succeeded();

        Assert.Contains(told, Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-TradeEvent -Instance closed", "Initialize-TradingLogger -Name closed")]
    [InlineData("Add-TradingLogHandler h { } -DrainTimeout -1", "is negative")]
    [InlineData("Watch-TradingLog -Timeout -1", "is negative")]
    [InlineData("Watch-TradeEvent -Timeout -1", "is negative")]
    public void What_is_wrong_is_told_in_the_words_of_the_script(string command, string told)
    {
        _session.Invoke("Initialize-TradingLogger -Name closed closed -NoConsole").Succeeded();
        _session.Invoke("Close-TradingLogger closed").Succeeded();

        string message = _session.Invoke(command).Failed().Exception.Message;

        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", message, StringComparison.Ordinal);
    }

    private string[] InvokeOther(string script) => Invoke(_other, script);

    private static string[] Invoke(Runspace runspace, string script)
    {
        using var engine = Engine.Create(runspace);
        string[] output = [.. engine.AddScript(script).Invoke().Select(value => value?.ToString() ?? "")];
        Assert.Empty(engine.Streams.Error);
        return output;
    }
}
