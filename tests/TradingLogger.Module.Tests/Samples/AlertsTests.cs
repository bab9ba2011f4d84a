using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Samples;

/// <summary>The samples that tell of alerts: the script, and the service and the task that run it.</summary>
public sealed class AlertsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly EventReceiver _receiver = new();

    public AlertsTests()
    {
        Directory.CreateDirectory(_directory.File("logs"));
        string moment = DateTimeOffset.Now.AddMinutes(-1)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
        _directory.Write(
            "logs/trades.log", $$"""{"timestamp": "{{moment}}", "action": "ORDER_REJECTED", "n": 1}""" + "\n");
        _directory.Write(
            "rules.json", """[{ "Name": "Rejects", "Kind": "Count", "Action": ["ORDER_REJECTED"] }]""");
        _directory.Write("chat", _receiver.Address + "/hooks/2YotnFZFEjr1zCsicMWpAA\n");
        _directory.Write("watchdog", _receiver.Address + "/ping/2YotnFZFEjr1zCsicMWpAA\n");
    }

    public void Dispose()
    {
        _receiver.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void The_command_of_the_service_tells_a_chat_and_the_watchdog()
    {
        string command = File.ReadAllText(Sample.File("alerts/tradinglogger-alerts.service"))
            .Replace("\\\n", "", StringComparison.Ordinal)
            .Split('\n')
            .Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal));
        string[] words = command
            .Replace("/opt/trading/samples", RepositoryRoot.File("samples"), StringComparison.Ordinal)
            .Replace("%d", _directory.FullName, StringComparison.Ordinal)
            .Replace("/var/log/trading", _directory.File("logs"), StringComparison.Ordinal)
            .Replace("/etc/trading", _directory.FullName, StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

        HostResult result = HostProcess.Run([.. words[1..], "-Once"], _directory.FullName);

        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        string[] bodies = [.. _receiver.Bodies.Select(body => Encoding.UTF8.GetString(body))];
        using JsonDocument chat = JsonDocument.Parse(bodies[0]);
        Assert.StartsWith(
            "\U0001F534 Rejects: 1 ", chat.RootElement.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("Watchdog", bodies[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_chat_that_is_down_ends_with_exit_code_1_and_without_its_address()
    {
        _receiver.Status = 403;

        HostResult result = HostProcess.Run(
            [
                Sample.File("alerts/watch.ps1"), "-RuleFile", _directory.File("rules.json"), "-LogDirectory",
                _directory.File("logs"), "-ChatFile", _directory.File("chat"), "-Once", "-RetryFor", "0",
            ],
            _directory.FullName);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The chat did not take the message", result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("2YotnFZF", result.StandardError + result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public void The_task_runs_the_script_once_without_a_secret_in_its_command_line()
    {
        using var session = new PowerShellSession();

        // The cmdlets of Windows, as far as they are used here.
        object?[] values = [.. session.Invoke("""
            param($Script)
            function New-ScheduledTaskAction($Execute, $Argument) { $Execute; $Argument }
            function New-ScheduledTaskTrigger([switch] $Once, $At, $RepetitionInterval) { $RepetitionInterval }
            function New-ScheduledTaskSettingsSet($MultipleInstances, [switch] $StartWhenAvailable) {
                $MultipleInstances
            }
            function Register-ScheduledTask($TaskName, $Action, $Trigger, $Settings) {
                $TaskName; $Action; $Trigger; $Settings
            }
            $task = @{ RuleFile = 'C:\trading\rules.json'; LogDirectory = 'D:\my logs\'; Minutes = 2 }
            & $Script @task -ChatFile 'C:\trading\chat.xml'
            & $Script @task -ChatFile 'C:\trading\chat.xml' -WhatIf
            """, ("Script", Sample.File("alerts/register-task.ps1"))).Succeeded().Values];

        string script = Sample.File("alerts/watch.ps1");
        Assert.Equal(
            [
                "Watch trade alerts",
                "pwsh.exe",
                $"-NoProfile -NonInteractive -File \"{script}\" -RuleFile \"C:\\trading\\rules.json\" "
                    + "-LogDirectory \"D:\\my logs\" -ChatFile \"C:\\trading\\chat.xml\" -Once",
                TimeSpan.FromMinutes(2),
                "IgnoreNew",
            ],
            values);
    }
}
