using TradingLogging.Configuration.Settings;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed class SettingsTableTests
{
    [Fact]
    public void Every_setting_is_a_parameter_of_Initialize_TradingLogger()
    {
        using var session = new PowerShellSession();

        var parameters = session.Invoke("(Get-Command Initialize-TradingLogger).Parameters.Keys").Values.Cast<string>();

        Assert.Empty(LoggingSettings.All.Select(setting => setting.PropertyName).Except(parameters));
    }
}
