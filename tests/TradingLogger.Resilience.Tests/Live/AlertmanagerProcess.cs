using TradingLogging.Forwarding.Tests.Transports.Receivers;

namespace TradingLogging.Resilience.Tests.Live;

/// <summary>The real Alertmanager on loopback, with a receiver of what it tells people.</summary>
internal sealed class AlertmanagerProcess : IDisposable
{
    private readonly ReceiverProcess _process = new();
    private readonly AlertReceiver _told = new();

    private AlertmanagerProcess(string path)
    {
        File.WriteAllText(
            Path.Combine(_process.Folder.FullName, "alertmanager.yml"),
            $$"""
            route:
              receiver: test
              group_by: ['...']
              group_wait: 0s
              group_interval: 1s
              repeat_interval: 1h
            receivers:
              - name: test
                webhook_configs:
                  - url: {{_told.Uri}}
                    send_resolved: true
            """);
        string address = $"127.0.0.1:{ReceiverProcess.FreePort()}";
        Uri = $"http://{address}/";
        _process.Start(path,
        [
            "--config.file=alertmanager.yml", "--storage.path=data", $"--web.listen-address={address}",
            "--cluster.listen-address=",
        ]);
    }

    public string Uri { get; }

    /// <summary>What it has told.</summary>
    public IReadOnlyList<ReceivedAlert> Alerts => _told.Alerts;

    /// <summary>Starts it; null on a machine without it.</summary>
    public static AlertmanagerProcess? StartIfThere()
    {
        if (ReceiverProcess.Find("prometheus-alertmanager") is not { } path)
            return null;
        var server = new AlertmanagerProcess(path);
        using var client = new HttpClient();
        server._process.UntilAsync(async () =>
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(server.Uri + "-/ready"));
            return answer.IsSuccessStatusCode;
        }).Wait();
        return server;
    }

    public void Dispose()
    {
        _process.Dispose();
        _told.Dispose();
    }
}
