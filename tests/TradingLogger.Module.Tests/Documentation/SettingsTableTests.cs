using TradingLogging.Configuration.Settings;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed class SettingsTableTests
{
    [Fact]
    public void The_README_has_every_setting_as_the_code_has_it() =>
        Assert.Equal(Table(), Readme.Text[Readme.Text.IndexOf("| key |", StringComparison.Ordinal)..Readme.Text.IndexOf("\n## The formats", StringComparison.Ordinal)]);

    [Fact]
    public void Every_setting_is_a_parameter_of_Initialize_TradingLogger()
    {
        using var session = new PowerShellSession();

        var parameters = session.Invoke("(Get-Command Initialize-TradingLogger).Parameters.Keys").Values.Cast<string>();

        Assert.Empty(LoggingSettings.All.Select(setting => setting.PropertyName).Except(parameters));
    }

    private static string Table() =>
        """
        | key | parameter | default | must be | meaning |
        |---|---|---|---|---|

        """ + string.Concat(LoggingSettings.All.Select(Row));

    private static string Default(LoggingSetting setting) =>
        setting.DefaultText.Length == 0 ? "none" : $"`{setting.DefaultText}`";

    private static string Row(LoggingSetting setting) =>
        $"| `{setting.Key}` | `-{setting.PropertyName}` | {Default(setting)} | {setting.ValidValues} | {setting.Description} |\n";
}
