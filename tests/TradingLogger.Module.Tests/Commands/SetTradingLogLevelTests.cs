using TradingLogging.Logging;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Commands;

public sealed class SetTradingLogLevelTests : IDisposable
{
    private readonly PowerShellSession _session = new();

    public void Dispose()
    {
        TradingLogger.ResetLevel();
        _session.Dispose();
    }

    [Fact]
    public void A_level_holds_for_the_loggers_below_and_in_a_pipeline_that_runs()
    {
        _session.Invoke("""
            Initialize-TradingLogger -LogDirectory logs -NoConsole
            'before', 'after' | ForEach-Object {
                if ($_ -eq 'after') { Set-TradingLogLevel set.risk debug }
                $_
            } | Write-TradingLog -Logger set.risk.limits -Level DEBUG
            Set-TradingLogLevel -Logger set.risk -Reset
            Write-TradingLog 'gone' -Logger set.risk -Level DEBUG
            """).Succeeded();

        Assert.EndsWith("| after", Assert.Single(_session.TextLines()), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_loggers_are_given_out_on_request()
    {
        var loggers = _session.Invoke("Set-TradingLogLevel set.a, set.b ERROR -PassThru").Succeeded().Values;

        Assert.Equal(["set.a Error", "set.b Error"], loggers.Cast<Logger>().Select(one => $"{one.Name} {one.Level}"));
    }

    [Fact]
    public void A_reset_without_a_name_resets_all()
    {
        _session.Invoke("""
            Initialize-TradingLogger -LogDirectory logs -NoConsole
            Set-TradingLogLevel set.a ERROR
            Set-TradingLogLevel root CRITICAL
            Set-TradingLogLevel -Reset
            Set-TradingLogLevel -Reset:$false
            """).Succeeded();

        Assert.Equal(LogLevel.Info, TradingLogger.GetLogger("set.a").EffectiveLevel);
    }

    [Theory]
    [InlineData("Set-TradingLogLevel set.* DEBUG", "*without wildcards*")]
    [InlineData("Set-TradingLogLevel trades ERROR", "*would drop the trade events*")]
    [InlineData("New-TradingLogger trades ERROR -WarningAction Ignore", "*would drop the trade events*")]
    public void A_level_that_cannot_be_is_an_error_with_what_to_do(string script, string message)
    {
        var error = _session.Invoke(script).Failed();

        Assert.StartsWith("InvalidConfiguration", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(message.Trim('*'), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_shows_the_levels()
    {
        var shown = _session.Invoke("""
            Initialize-TradingLogger -LogDirectory logs -NoConsole
            Set-TradingLogLevel set.a ERROR
            Get-TradingLogger | Out-String
            """).Succeeded().Values.Single();

        Assert.Contains("Loggers: set.a at ERROR", (string)shown, StringComparison.Ordinal);
    }
}
