using System.ComponentModel;
using System.Diagnostics;
using TradingLogging.PowerShell.Tests.Hosting;
using TradingLogging.Tests;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Samples;

/// <summary>The samples that send events: the script, the service and the task that run it, and the three
/// hosts.</summary>
public sealed class ForwardingTests : IDisposable
{
    private const string Secret = "Bearer 2YotnFZFEjr1zCsicMWpAA";

    private readonly TemporaryDirectory _directory = new();
    private readonly EventReceiver _receiver = new();

    public ForwardingTests()
    {
        Directory.CreateDirectory(_directory.File("logs"));
        _directory.Write("logs/trades.log", """
            {"timestamp": "2025-12-18T10:00:00Z", "action": "A"}
            {"timestamp": "2025-12-18T10:00:01Z", "action": "B"}

            """);
        _directory.Write("authorization", Secret + "\n");
    }

    public void Dispose()
    {
        _receiver.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void The_script_sends_what_is_there_and_ends_with_exit_code_0()
    {
        HostResult result = Forward("-AuthorizationFile", _directory.File("authorization"));

        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Equal(2, _receiver.Lines.Length);
        Assert.Contains($"Authorization: {Secret}", _receiver.Headers);
        Assert.DoesNotContain(Secret, result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_sent_ends_with_exit_code_1_and_without_the_secret()
    {
        _receiver.Status = 403;

        HostResult result = Forward("-AuthorizationFile", _directory.File("authorization"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("403", result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("2YotnFZF", result.StandardError + result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_letter_ends_with_exit_code_1_also_when_all_else_was_sent()
    {
        File.AppendAllText(_directory.File("logs/trades.log"), "no event\n");

        HostResult result = Forward();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("0 events were rejected, 1 dead letters.", result.StandardError, StringComparison.Ordinal);
        Assert.Equal(2, _receiver.Lines.Length);
    }

    [Fact]
    public void The_command_of_the_service_sends_with_the_secret_that_systemd_hands_over()
    {
        string command = Unit("ExecStart=");
        Assert.Equal("authorization:/etc/trading/authorization", Unit("LoadCredential="));
        string[] words = command
            .Replace("/opt/trading/samples", RepositoryRoot.File("samples"), StringComparison.Ordinal)
            .Replace("%d", _directory.FullName, StringComparison.Ordinal)
            .Replace("/var/log/trading", _directory.File("logs"), StringComparison.Ordinal)
            .Replace("https://collector:4318", _receiver.Address, StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("/usr/bin/pwsh", words[0]);

        HostResult result = HostProcess.Run([.. words[1..], "-Once"], _directory.FullName);

        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Single(_receiver.Bodies);
        Assert.Contains($"Authorization: {Secret}", _receiver.Headers);
    }

    [Fact]
    public void The_unit_is_valid_to_systemd()
    {
        // Whether the machine has PowerShell there is not what is asked.
        string unit = _directory.Write("tradinglogger-forward.service", File
            .ReadAllText(Sample.File("forwarding/tradinglogger-forward.service"))
            .Replace("/usr/bin/pwsh", "/bin/true", StringComparison.Ordinal));

        (int exitCode, string text) = Run("systemd-analyze", ["verify", unit]);

        Assert.True(exitCode == 0 && text.Length == 0, text);
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
            $task = @{ Uri = 'https://collector:4318/v1/logs'; LogDirectory = 'D:\my logs\'; Minutes = 10 }
            & $Script @task -AuthorizationFile 'C:\trading\authorization.xml'
            & $Script @task -WhatIf
            """, ("Script", Sample.File("forwarding/register-task.ps1"))).Succeeded().Values];

        string script = Sample.File("forwarding/forward.ps1");
        Assert.Equal(
            [
                "Forward trade events",
                "pwsh.exe",
                $"-NoProfile -NonInteractive -File \"{script}\" -Uri \"https://collector:4318/v1/logs\" "
                    + "-LogDirectory \"D:\\my logs\" -Protocol Otlp -Once "
                    + "-AuthorizationFile \"C:\\trading\\authorization.xml\"",
                TimeSpan.FromMinutes(10),
                "IgnoreNew",
            ],
            values);
    }

    [Fact]
    [Trait("Category", "Long")]
    public void Three_hosts_ship_their_sessions_into_one_receiver()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Network namespaces are Linux's.");
        (int exitCode, string text) = Run(
            Sample.File("forwarding/three-hosts.sh"), [], ("POWERSHELL", HostProcess.CommandText));
        Assert.SkipWhen(text.Contains("This needs", StringComparison.Ordinal), text);
        Assert.SkipWhen(text.Contains("root's to make", StringComparison.Ordinal), text);
        Assert.SkipWhen(text.Contains("Operation not permitted", StringComparison.Ordinal), text);

        Assert.True(exitCode == 0, text);
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["desk-1", "desk-2", "desk-3"],
            lines.Where(line => line.StartsWith("desk-", StringComparison.Ordinal))
                .Select(line => line.Split('\t')[0]));
        Assert.Contains(lines, line => line.Contains("\tSMA 10/30\t", StringComparison.Ordinal));
    }

    private static string Unit(string key) =>
        File.ReadAllText(Sample.File("forwarding/tradinglogger-forward.service"))
            .Replace("\\\n", "", StringComparison.Ordinal)
            .Split('\n')
            .Single(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..];

    private static (int ExitCode, string Text) Run(
        string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string text = process.StandardOutput.ReadToEndAsync().InTime();
            process.EndInTime();
            return (process.ExitCode, text + error.InTime());
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed.");
            throw;
        }
    }

    private HostResult Forward(params string[] more) => HostProcess.Run(
        [
            Sample.File("forwarding/forward.ps1"), "-Uri", _receiver.Address + "/events",
            "-LogDirectory", _directory.File("logs"), "-Protocol", "Ndjson", "-Once", .. more,
        ],
        _directory.FullName);
}
