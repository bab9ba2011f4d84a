using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Forwarding;

/// <summary>Sending as a process, and in a job: what the Pester suite of <c>Send-TradeEvent</c> cannot do.</summary>
public sealed class SendTradeEventTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly EventReceiver _receiver = new();

    public SendTradeEventTests() => Append("A");

    public void Dispose()
    {
        _receiver.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void A_log_of_which_no_script_says_that_it_be_sent_is_not_sent()
    {
        using var session = new PowerShellSession();

        session.Invoke("Initialize-TradingLogger logs -NoConsole; Write-TradeEvent A; Close-TradingLogger").Succeeded();

        Assert.Equal(
            ["trades.log", "trading.log"],
            Directory.EnumerateFileSystemEntries(session.File("logs"))
                .Select(path => Path.GetFileName(path)!)
                .Where(name => name[0] != '.')
                .Order());
        Assert.False(Directory.Exists(session.File("logs/.trades.log.forward")));
    }

    [Fact]
    public void Redirects_are_not_followed()
    {
        using var other = new EventReceiver();
        _receiver.Location = other.Address + "/events";
        _receiver.Status = 307;
        using var session = new PowerShellSession();

        ScriptResult result = session.Invoke(
            "param($Uri, $Log) Send-TradeEvent $Uri $Log -Protocol Ndjson -Once",
            ("Uri", _receiver.Address),
            ("Log", _directory.FullName));

        Assert.StartsWith(
            "TradeEventsNotSent", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(other.Headers);
    }

    [Fact]
    public void The_signal_of_Ctrl_C_ends_a_process_that_follows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are Unix's.");
        using HostProcess host = HostProcess.Start(
            ["-Command", $"'following'; Send-TradeEvent {_receiver.Address} '{_directory.FullName}' -Protocol Ndjson"]);
        host.WaitForLine("following");
        WaitForLines(1);
        // Before it has remembered the answer, an interrupted forwarder sends the event again.
        Assert.True(SpinWait.SpinUntil(HasNothingLeft, TimeSpan.FromMinutes(1)), "The event is not remembered.");

        host.Signal("INT");
        host.WaitForExit();

        Append("B");
        using var session = new PowerShellSession();
        Assert.Equal([1L], Send(session).Values);
        Assert.Equal(2, _receiver.Lines.Length);
    }

    [Fact]
    public void A_thread_job_follows_a_log()
    {
        Assert.SkipUnless(PwshProcess.IsInstalled, "pwsh is not installed.");

        HostResult result = PwshProcess.Run(
            [
                "-Command",
                $$"""
                Import-Module '{{RepositoryRoot.File("TradingLogger.psd1")}}'
                $job = Start-ThreadJob {
                    Import-Module '{{RepositoryRoot.File("TradingLogger.psd1")}}'
                    Send-TradeEvent {{_receiver.Address}} '{{_directory.FullName}}' -Protocol Ndjson
                }
                while ((Get-TradeForwarder '{{_directory.FullName}}').Events -ne 1 -and -not $job.JobStateInfo.Reason) {
                    Start-Sleep -Milliseconds 20
                }
                Stop-Job $job
                Receive-Job $job
                "$($job.State)"
                """,
            ],
            _directory.FullName);

        Assert.Equal(("Stopped\n", ""), (result.StandardOutput, result.StandardError));
        Assert.Single(_receiver.Lines);
    }

    [Fact]
    public void A_client_certificate_is_found_in_the_store_of_the_user()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the store is not in the home directory.");

        HostResult result = HostProcess.Run(
            [
                "-Command",
                """
                using namespace System.Security.Cryptography
                $request = [X509Certificates.CertificateRequest]::new(
                    'CN=desk', [ECDsa]::Create(), [HashAlgorithmName]::SHA256)
                $made = $request.CreateSelfSigned([DateTimeOffset]::Now, [DateTimeOffset]::Now.AddDays(1))
                $store = [X509Certificates.X509Store]::new('My', 'CurrentUser', 'ReadWrite')
                $store.Add($made)
                foreach ($thumbprint in $made.Thumbprint, ('0' * 40)) {
                    # Without encryption it is refused, but not before it was found.
                    try { Test-TradeReceiver http://127.0.0.1:9 -CertificateThumbprint $thumbprint }
                    catch { $_.FullyQualifiedErrorId.Split(',')[0] }
                }
                """,
            ],
            _directory.FullName,
            new Dictionary<string, string?> { ["HOME"] = _directory.File("home") });

        Assert.Equal(("InvalidForwarder\nCertificateNotFound\n", ""), (result.StandardOutput, result.StandardError));
    }

    private void Append(string action) => File.AppendAllText(
        _directory.File("trades.log"), $$"""{"timestamp": "2025-12-18T10:00:00Z", "action": "{{action}}"}""" + "\n");

    private ScriptResult Send(PowerShellSession session) => session.Invoke(
        "param($Uri, $Log) (Send-TradeEvent $Uri $Log -Protocol Ndjson -Once).Events",
        ("Uri", _receiver.Address),
        ("Log", _directory.FullName)).Succeeded();

    private bool HasNothingLeft() =>
        TradingLogging.Forwarding.ForwarderState.ReadAll(_directory.FullName).Single().LagBytes == 0;

    private void WaitForLines(int count) => Assert.True(
        SpinWait.SpinUntil(() => _receiver.Lines.Length >= count, TimeSpan.FromMinutes(1)),
        $"{_receiver.Lines.Length} lines have come.");
}
