using System.Management.Automation;
using System.Management.Automation.Runspaces;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;
using Engine = System.Management.Automation.PowerShell;

namespace TradingLogging.PowerShell.Tests.Commands;

/// <summary>Several loggers in one process.</summary>
public sealed class LoggerInstanceTests : IDisposable
{
    private const string RiskModule = """
        function Start-Risk { Initialize-TradingLogger -Name risk -LogDirectory "$($args[0])/risk" -NoConsole }
        function Write-Risk { Write-TradeEvent RISK; Write-TradingLog 'of risk' }
        function Write-RiskThenOrder { Write-TradeEvent RISK; Write-Order; Write-TradeEvent RISK }
        function Invoke-Risk { & $args[0] }
        function Get-RiskEvent { Get-TradeEvent }
        function Get-RiskLogger { Get-TradingLogger }
        function Stop-Risk { Close-TradingLogger }
        """;

    private const string OrderModule = """
        function Write-Order { Write-TradeEvent ORDER }
        """;

    private readonly PowerShellSession _session = new();

    public LoggerInstanceTests()
    {
        File.WriteAllText(_session.File("Risk.psm1"), RiskModule);
        File.WriteAllText(_session.File("Order.psm1"), OrderModule);
        _session.Invoke("""
            Import-Module ./Order.psm1
            Import-Module ./Risk.psm1
            Initialize-TradingLogger default -NoConsole
            """).Succeeded();
    }

    public void Dispose()
    {
        _session.Dispose();
        foreach (LoggerInstance instance in TradingLogger.Instances)
            instance.Close();
    }

    [Fact]
    public void A_name_gives_a_logger_beside_the_default_one_that_every_cmdlet_reaches()
    {
        ScriptResult result = _session.Invoke("""
            $new = @{ Name = 'Desk.1'; LogDirectory = 'desk'; Integrity = 'Chain' }
            $state = Initialize-TradingLogger @new -NoConsole -PassThru -Verbose
            "$($state.Instance) $($state.LogDirectory | Split-Path -Leaf)"
            $at = @{ Instance = 'desk.1' }
            Write-TradeEvent A
            Write-TradeEvent B @{ symbol = 'BTC' } @at
            @{ n = 1 }, @{ n = 2 } | Write-TradeEvent C @at
            (Write-TradeEvent D @{ n = 1 } -PassThru -Corrects 1 @at).Action
            @{ n = 1 }, @{ n = 2 } | Write-TradeEvent E -AsBatch @at
            Write-TradingLog 'to the desk' @at
            Set-TradingLogLevel trading.x DEBUG @at
            (Set-TradingLogLevel trading.x -Reset -PassThru @at).Name
            (New-TradingLogger trading.y DEBUG @at -WarningAction Ignore).Name
            Measure-TradingOperation op { } -Logger trading.y @at
            Trace-TradingScript { 'traced' } -Name job @at
            Add-TradingLogHandler pager { } @at
            (Get-TradingLogHandler pager @at).Name
            @(Get-TradingLogHandler).Name -contains 'pager'
            Remove-TradingLogHandler pager @at
            (Get-TradeEvent -Action B @at).Action
            @(Get-TradeEvent @at).Count
            @(Get-TradingLog @at).Count -gt 0
            (Measure-TradeActivity @at).Events
            (Test-TradeLog @at).IsIntact
            Set-Content fills.csv 'execution_id,symbol,side,quantity,price'
            @((Compare-TradeStatement fills.csv @at).Breaks).Count
            Close-TradingLogger @at -Verbose
            """);

        Assert.Equal(
            [
                "Desk.1 desk", "D", "trading.x", "trading.y", "traced", "pager", "False", "B", "6", "True", "6", "True",
                "0",
            ],
            result.Values.Select(value => value?.ToString()));
        Assert.Equal(["A"], Actions("default"));
        Assert.Equal(["B", "C", "C", "D", "E", "E"], Actions("desk"));
        string text = File.ReadAllText(_session.File("desk/trading.log"));
        Assert.All(["to the desk", "op completed", "job started"], part => Assert.Contains(part, text));
        Assert.DoesNotContain("desk", File.ReadAllText(_session.File("default/trading.log")), StringComparison.Ordinal);
        Assert.Contains(result.Verbose, told => told.StartsWith("Logger Desk.1 logs at", StringComparison.Ordinal));
        Assert.Contains(result.Verbose, told => told.StartsWith("Closed the logger Desk.1", StringComparison.Ordinal));
        Assert.True(TradingLogger.IsInitialized);
    }

    [Fact]
    public void A_module_logs_to_the_logger_that_it_has_initialised_and_others_to_theirs()
    {
        ScriptResult result = _session.Invoke("""
            Start-Risk $PWD
            Write-Risk
            Write-RiskThenOrder
            Invoke-Risk { Write-TradeEvent SCRIPT }
            Write-TradeEvent SCRIPT
            (Get-RiskEvent).Count
            (Get-RiskLogger).Instance
            (Get-RiskLogger).InitializedBy
            (Get-TradingLogger).Instance
            Stop-Risk
            (Get-TradingLogger).IsInitialized
            try { Write-Risk } catch { "$($_.FullyQualifiedErrorId): $_" }
            """).Succeeded();

        Assert.Equal(["ORDER", "SCRIPT", "SCRIPT"], Actions("default"));
        Assert.Equal(["RISK", "RISK", "RISK"], Actions("risk"));
        string[] told = [.. result.Values.Select(value => value!.ToString()!)];
        Assert.Equal(["3", "risk", "the module Risk", "default", "True"], told[..5]);
        Assert.StartsWith("NotInitialized,", told[5], StringComparison.Ordinal);
        Assert.Contains("Initialize-TradingLogger -Name risk", told[5], StringComparison.Ordinal);
    }

    [Fact]
    public void The_module_finds_its_logger_in_another_runspace_too()
    {
        _session.Invoke("Start-Risk $PWD").Succeeded();
        using (Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2()))
        {
            runspace.Open();
            using var engine = Engine.Create(runspace);
            engine.AddScript($"""
                Import-Module '{RepositoryRoot.File("TradingLogger.psd1")}'
                Import-Module '{_session.File("Risk.psm1")}'
                Write-Risk
                Write-TradeEvent SCRIPT
                Remove-Module Risk, TradingLogger
                """).Invoke();
            Assert.Empty(engine.Streams.Error);
        }

        _session.Invoke("Write-Risk").Succeeded();

        Assert.Equal(["RISK", "RISK"], Actions("risk"));
        Assert.Equal(["SCRIPT"], Actions("default"));
    }

    [Fact]
    public void A_module_without_a_file_is_known_by_its_name()
    {
        _session.Invoke("""
            $module = New-Module -Name Inline {
                function Start-Inline { Initialize-TradingLogger "$($args[0])/inline" -Name inline -NoConsole }
                function Write-Inline { Write-TradeEvent INLINE }
            }
            $null = $module
            Start-Inline $PWD
            Write-Inline
            Write-TradeEvent SCRIPT
            """).Succeeded();

        Assert.Equal(["INLINE"], Actions("inline"));
        Assert.Equal(["SCRIPT"], Actions("default"));
    }

    [Fact]
    public void Default_parameter_values_select_a_logger_for_a_whole_script()
    {
        ScriptResult result = _session.Invoke("""
            $PSDefaultParameterValues['*-Trad*:Instance'] = 'risk'
            Initialize-TradingLogger -LogDirectory risk -NoConsole
            Write-TradeEvent RISK
            Write-TradingLog 'of risk'
            Use-TradingContext @{ run = 7 } { Write-TradeEvent RISK }
            (Get-TradeEvent).Count
            Get-TradeEvent default
            (Get-TradingLogger).Instance
            (Test-TradeLog -Path risk).Count
            $PSDefaultParameterValues.Clear()
            Write-TradeEvent DEFAULT
            """).Succeeded();

        Assert.Equal(["2", "risk", "1"], result.Values.Select(value => value?.ToString()));
        Assert.Equal(["RISK", "RISK"], Actions("risk"));
        Assert.Equal(["DEFAULT"], Actions("default"));
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("Write-TradeEvent X")]
    [InlineData("Write-TradingLog x")]
    [InlineData("Set-TradingLogLevel x DEBUG")]
    [InlineData("New-TradingLogger x -WarningAction Ignore")]
    [InlineData("Add-TradingLogHandler x { }")]
    [InlineData("Get-TradingLogHandler")]
    [InlineData("Remove-TradingLogHandler x")]
    [InlineData("Close-TradingLogger")]
    [InlineData("Get-TradingLogger")]
    [InlineData("Get-TradeEvent")]
    [InlineData("Get-TradingLog")]
    [InlineData("Get-TradeOrder")]
    [InlineData("Measure-TradeActivity")]
    [InlineData("Find-TradeAnomaly")]
    [InlineData("Test-TradeLog")]
    [InlineData("Protect-TradeLog")]
    public void One_that_does_not_exist_is_one_error_that_lists_those_which_do(string command)
    {
        ScriptResult result = _session.Invoke(
            $"Initialize-TradingLogger -Name risk risk -NoConsole; {command} -Instance '../ri sk'");

        ErrorRecord error = result.Failed();
        Assert.StartsWith("InstanceNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("default", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("risk", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Initialize-TradingLogger -Name", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Measure-TradingOperation x")]
    [InlineData("Trace-TradingScript")]
    public void Work_is_done_also_where_there_is_no_such_logger(string command)
    {
        ScriptResult result = _session.Invoke($"{command} {{ 'done' }} -Instance nobody");

        Assert.StartsWith(
            "InstanceNotFound,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["done"], result.Values);
        Assert.Null(result.Failure);
    }

    [Theory]
    [InlineData("'ri sk'")]
    [InlineData("'risk*'")]
    [InlineData("'..'")]
    [InlineData("('a' * 65)")]
    public void A_name_that_cannot_be_one_is_refused(string name)
    {
        ScriptResult result = _session.Invoke($"Initialize-TradingLogger -Name {name} -LogDirectory risk -NoConsole");

        Assert.StartsWith("InvalidInstanceName,", result.Failed().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_session.File("risk")));
    }

    [Fact]
    public void A_second_initialisation_elsewhere_names_the_script_the_module_or_the_prompt_that_had_it()
    {
        string script = _session.File("start.ps1");
        File.WriteAllText(script, "\nInitialize-TradingLogger -Name desk -LogDirectory desk -NoConsole");
        ScriptResult result = _session.Invoke("""
            ./start.ps1
            Start-Risk $PWD
            Initialize-TradingLogger -Name desk -LogDirectory desk2 -NoConsole
            Initialize-TradingLogger -Name risk -LogDirectory risk2 -NoConsole
            Initialize-TradingLogger -LogDirectory default2 -NoConsole
            Get-TradingLogger -Instance * | ForEach-Object { "$($_.Instance) $($_.InitializedBy)" }
            (Get-TradingLogger -Instance d*, risk).Count
            """).Succeeded();

        Assert.Equal(3, result.Warnings.Length);
        Assert.Contains($"initialised by {script}:2,", result.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("initialised by the module Risk,", result.Warnings[1], StringComparison.Ordinal);
        Assert.Contains("initialised by the prompt,", result.Warnings[2], StringComparison.Ordinal);
        string[] told = [.. result.Values.Select(value => value!.ToString()!)];
        Assert.All(["default the prompt", "desk the prompt", "risk the prompt"], one => Assert.Contains(one, told));
    }

    [Fact]
    public void The_view_names_the_logger_where_there_are_several()
    {
        string alone = _session.Invoke("Get-TradingLogger | Out-String").Succeeded().Values.Single()!.ToString()!;
        string[] both = [.. _session.Invoke("""
            Initialize-TradingLogger -Name risk -LogDirectory risk -NoConsole
            Get-TradingLogger | Out-String
            Get-TradingLogger -Instance risk | Out-String
            """).Succeeded().Values.Select(value => value!.ToString()!.Trim())];

        Assert.StartsWith("Logging at INFO", alone.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("initialised by", alone, StringComparison.Ordinal);
        Assert.StartsWith("Logger default, initialised by the prompt", both[0], StringComparison.Ordinal);
        Assert.StartsWith("Logger risk, initialised by the prompt", both[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_completed_and_so_are_the_loggers_and_handlers_of_the_one_that_is_named()
    {
        ScriptResult result = _session.Invoke("""
            # Loggers live as long as the process: those of other tests have other names.
            Initialize-TradingLogger -Name completed -LogDirectory risk -NoConsole
            Write-TradingLog x -Instance completed -Logger trading.only.here
            Add-TradingLogHandler pagerOfRisk { } -Instance completed
            foreach ($line in @(
                'Write-TradeEvent X -Instance compl', 'Initialize-TradingLogger -Name compl',
                'Get-TradeEvent -Instance compl',
                'Write-TradingLog x -Instance completed -Logger trading.only',
                'Remove-TradingLogHandler -Instance completed -Name pag')) {
                (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
            }
            """).Succeeded();

        Assert.Equal(["completed", "completed", "completed", "trading.only.here", "pagerOfRisk"], result.Values);
    }

    [Fact]
    public void What_the_block_of_a_handler_logs_goes_to_the_logger_of_the_handler()
    {
        _session.Invoke("""
            Initialize-TradingLogger -Name risk -LogDirectory risk -NoConsole
            Add-TradingLogHandler pager -Instance risk -Level ERROR -DrainTimeout 300 { Write-TradeEvent PAGED }
            Add-TradingLogHandler broken -Instance risk -Level ERROR -DrainTimeout 300 { throw 'no' }
            Write-TradingLog 'page' -Instance risk -Level ERROR
            Remove-TradingLogHandler pager -Instance risk
            Remove-TradingLogHandler broken -Instance risk
            Write-TradeEvent LAST
            """).Succeeded();

        Assert.Equal(["PAGED"], Actions("risk"));
        Assert.Equal(["LAST"], Actions("default"));
        Assert.Contains(
            "(Get-TradingLogHandler broken -Instance risk)",
            File.ReadAllText(_session.File("risk/trading.log")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Removing_the_module_closes_all_but_those_of_other_runspaces()
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var engine = Engine.Create(runspace);
        engine.AddScript($"""
            Import-Module '{RepositoryRoot.File("TradingLogger.psd1")}'
            Initialize-TradingLogger -Name other -LogDirectory '{_session.File("other")}' -NoConsole
            """).Invoke();
        Assert.Empty(engine.Streams.Error);

        _session.Invoke("""
            Initialize-TradingLogger -Name risk -LogDirectory risk -NoConsole -Mode Async
            1..100 | ForEach-Object { Write-TradeEvent RISK -Instance risk }
            Remove-Module TradingLogger
            """).Succeeded();

        Assert.False(TradingLogger.IsInitialized);
        Assert.False(TradingLogger.GetInstance("risk").IsInitialized);
        Assert.True(TradingLogger.GetInstance("other").IsInitialized);
        Assert.Equal(100, Actions("risk").Length);
        engine.Commands.Clear();
        engine.AddScript("Write-TradeEvent OTHER -Instance other; Remove-Module TradingLogger").Invoke();
        Assert.Empty(engine.Streams.Error);
        Assert.False(TradingLogger.GetInstance("other").IsInitialized);
        Assert.Equal(["OTHER"], Actions("other"));
    }

    private string[] Actions(string directory) =>
    [
        .. File.ReadAllLines(_session.File(directory + "/trades.log"))
            .Select(line => line.Split("\"action\": \"")[1].Split('"')[0]),
    ];
}
