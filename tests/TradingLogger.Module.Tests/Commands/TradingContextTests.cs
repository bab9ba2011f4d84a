using System.Management.Automation.Runspaces;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;
using Engine = System.Management.Automation.PowerShell;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class TradingContextTests
{
    private const string Begin = "Initialize-TradingLogger -LogDirectory logs -NoConsole\n";
    private const string Show =
        "\nGet-TradeEvent | ForEach-Object { $_.ToString() -replace '^.*?\"action\": \"' -replace '}$' -replace '\"' }";

    [Fact]
    public void A_block_gives_its_events_the_members_and_ends_with_an_error_too()
    {
        Assert.Equal(
            ["A, price: 1, run: 1, deep: 2", "B, run: 1", "C", "D"],
            Run("""
                Use-TradingContext @{ run = 1 } {
                    Use-TradingContext @{ deep = 2 } { Write-TradeEvent A @{ price = 1 } }
                    Write-TradeEvent B
                }
                Write-TradeEvent C
                try { Use-TradingContext @{ run = 2 } { Push-TradingContext @{ left = 1 }; throw 'x' } } catch { }
                Write-TradeEvent D
                """));
    }

    [Fact]
    public void What_is_pushed_stays_until_it_is_popped()
    {
        Assert.Equal(
            ["A, desk: fx, run: 1", "B, desk: fx", "C"],
            Run("""
                Push-TradingContext @{ desk = 'fx' }
                Push-TradingContext ([pscustomobject]@{ run = 1 })
                Write-TradeEvent A
                Pop-TradingContext
                Write-TradeEvent B
                Pop-TradingContext
                Write-TradeEvent C
                """));
    }

    [Fact]
    public void What_was_not_pushed_here_cannot_be_popped()
    {
        using var session = new PowerShellSession();

        ScriptResult result = session.Invoke($$"""
            {{Begin}}
            Pop-TradingContext
            Use-TradingContext @{ run = 1 } { Pop-TradingContext; Write-TradeEvent A }
            Use-TradingContext 5 { Write-TradeEvent NEVER }
            """);

        Assert.Equal(
            ["NoTradingContext", "NoTradingContext", "InvalidTradingContext"],
            result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(["A, run: 1"], session.Invoke(Show).Values);
    }

    [Fact]
    public void Conditions_find_events_by_it()
    {
        Assert.Equal(
            ["1 of 2"],
            Run(
                """
                Use-TradingContext @{ run = 1 } { Write-TradeEvent A }
                Write-TradeEvent B
                "$(@(Get-TradeEvent -Where @{ run = 1 }).Count) of $(@(Get-TradeEvent).Count)"
                """,
                show: string.Empty));
    }

    [Fact]
    public void It_flows_into_parallel_blocks_and_what_they_push_stays_theirs()
    {
        string[] events = Run($$"""
            Push-TradingContext @{ run = 1 }
            $module = (Get-Module TradingLogger).Path
            1..6 | ForEach-Object -ThrottleLimit 2 -Parallel {
                Import-Module ([WildcardPattern]::Escape($using:module))
                Push-TradingContext @{ own = $_ }
                Write-TradeEvent A @{ was = $_ }
            }
            Pop-TradingContext
            Write-TradeEvent END
            """);

        Assert.Equal(
            [.. Enumerable.Range(1, 6).Select(number => $"A, was: {number}, run: 1, own: {number}"), "END"],
            events.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_host_with_a_thread_for_each_pipeline_keeps_what_a_runspace_pushed()
    {
        using var session = new PowerShellSession();
        session.Invoke(Begin).Succeeded();
        using var other = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        other.Open();
        string module = (string)session.Invoke("(Get-Module TradingLogger).Path").Values.Single();

        Invoke(other, $"Import-Module ([WildcardPattern]::Escape('{module}')); Push-TradingContext @{{ run = 1 }}");
        Invoke(other, "Write-TradeEvent A");
        session.Invoke("Write-TradeEvent ELSEWHERE").Succeeded();
        Invoke(other, "Push-TradingContext @{ deep = 2 }");
        Invoke(other, "Write-TradeEvent B");
        Invoke(other, "Pop-TradingContext; Pop-TradingContext");
        Invoke(other, "Write-TradeEvent C");

        Assert.Equal(["A, run: 1", "ELSEWHERE", "B, run: 1, deep: 2", "C"], session.Invoke(Show).Values);
    }

    private static void Invoke(Runspace runspace, string script)
    {
        using var engine = Engine.Create(runspace);
        engine.AddScript(script).Invoke();
        Assert.Empty(engine.Streams.Error);
    }

    private static string[] Run(string script, string show = Show)
    {
        using var session = new PowerShellSession();
        return [.. session.Invoke(Begin + script + show).Succeeded().Values.Cast<string>()];
    }
}
