using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class StructuredTextTests
{
    [Fact]
    public void A_template_takes_its_values_from_the_data_and_the_members_are_read_back()
    {
        Assert.Equal(
            ["Order 12 rejected by XNYS at 1.50", "12 XNYS 1.5 7", "System.Int64"],
            Run("""
                Initialize-TradingLogger -LogDirectory logs -NoConsole -TextFormat Json
                Use-TradingContext @{ run = 7 } {
                    Write-TradingLog 'Order {order_id} rejected by {venue} at {price:0.00}' -Data @{
                        order_id = 12; venue = 'XNYS'; price = 1.5
                    }
                }
                $entry = Get-TradingLog
                $entry.Message
                "$($entry.Members.order_id) $($entry.Members.Venue) $($entry.Members['price']) $($entry.Members.run)"
                $entry.Members.order_id.GetType().FullName
                """));
    }

    [Fact]
    public void An_error_and_a_pipeline_keep_their_data()
    {
        Assert.Equal(
            ["failed 1 {\"b\": 2}", "a 1", "b 1"],
            Run("""
                Initialize-TradingLogger -LogDirectory logs -NoConsole
                $data = [ordered]@{ a = 1; b = 2 }
                try { throw 'x' } catch { Write-TradingLog 'failed {a}' -Data $data -ErrorRecord $_ }
                'a {n}', 'b {n}' | Write-TradingLog -Data @{ n = 1 }
                Get-TradingLog | ForEach-Object { ($_.Message -split "`n")[0] }
                """));
    }

    [Fact]
    public void Without_data_braces_are_braces_and_data_without_members_is_an_error()
    {
        using var session = new PowerShellSession();

        ScriptResult result = session.Invoke("""
            Initialize-TradingLogger -LogDirectory logs -NoConsole
            Write-TradingLog 'plain {x} {{'
            Write-TradingLog 'x' -Data 5
            (Get-TradingLog).Message
            """);

        Assert.Equal("InvalidLogData", Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(["plain {x} {{"], result.Values);
    }

    private static string[] Run(string script)
    {
        using var session = new PowerShellSession();
        return [.. session.Invoke(script).Succeeded().Values.Cast<string>()];
    }
}
