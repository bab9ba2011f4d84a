using System.Net;
using System.Text;
using System.Text.Json;
using TradingLogging.Forwarding.Tests.Transports.Receivers;
using Xunit;

namespace TradingLogging.Live.Tests.Notifications;

/// <summary>The real Alertmanager on loopback, which tells a webhook of the tests what it would tell people. The tests
/// of a class share it: each has alerts with names of its own.</summary>
public sealed class Alertmanager : IAsyncLifetime
{
    private const string Program = "prometheus-alertmanager";

    private readonly ReceiverProcess _process = new();
    private readonly HttpListener _webhook = new();
    private readonly List<JsonElement> _told = [];
    private readonly string? _path = ReceiverProcess.Find(Program);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving = Task.CompletedTask;

    public Alertmanager()
    {
        if (_path is null)
            return;
        string told = $"http://127.0.0.1:{ReceiverProcess.FreePort()}/";
        _webhook.Prefixes.Add(told);
        _webhook.Start();
        // A listener that is closed just now may never end a wait that begins just now.
        _serving = Task.WhenAny(ServeAsync(), _closed.Task).Unwrap();
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
                  - url: {{told}}
                    send_resolved: true
            """);
        Uri = new Uri($"http://127.0.0.1:{ReceiverProcess.FreePort()}/");
    }

    /// <summary>Its address. Skips the running test on a machine without it.</summary>
    public Uri Uri
    {
        get
        {
            Assert.SkipWhen(_path is null, $"There is no {Program} on this machine.");
            return field!;
        }
    }

    /// <summary>Starts it, if there is one.</summary>
    public async ValueTask InitializeAsync()
    {
        if (_path is not null)
            await BeginAsync(_path);
    }

    /// <summary>What it has told of alerts, in their order: each status, a space and the name.</summary>
    /// <param name="names">The names of the alerts.</param>
    public string[] ToldOf(params string[] names) =>
        [.. AlertsOf(names).Select(alert => $"{Text(alert, "status")} {NameOf(alert)}")];

    /// <summary>The alerts of these names that it has told.</summary>
    public JsonElement[] AlertsOf(params string[] names)
    {
        lock (_told)
            return [.. _told.Where(alert => names.Contains(NameOf(alert)))];
    }

    /// <summary>Waits until it has told so much of alerts.</summary>
    public Task UntilToldAsync(int count, params string[] names) =>
        _process.UntilAsync(() => Task.FromResult(ToldOf(names).Length >= count));

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        _webhook.Abort();
        _closed.TrySetResult();
        await _serving.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static string NameOf(JsonElement alert) => Text(alert, "labels", "alertname");

    private static string Text(JsonElement json, params string[] path) =>
        path.Aggregate(json, (element, name) => element.GetProperty(name)).GetString()!;

    private async Task BeginAsync(string path)
    {
        _process.Start(path,
        [
            "--config.file=alertmanager.yml",
            "--storage.path=data",
            $"--web.listen-address={Uri.Authority}",
            // Alone: it looks for nobody.
            "--cluster.listen-address=",
        ]);
        using var client = new HttpClient();
        await _process.UntilAsync(async () =>
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(Uri, "-/ready"));
            return answer.IsSuccessStatusCode;
        });
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                HttpListenerContext context = await _webhook.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                using JsonDocument message = JsonDocument.Parse(await reader.ReadToEndAsync());
                lock (_told)
                {
                    _told.AddRange(
                        message.RootElement.GetProperty("alerts").EnumerateArray().Select(one => one.Clone()));
                }

                context.Response.Close();
            }
            catch (Exception exception) when (
                exception is HttpListenerException or ObjectDisposedException or IOException)
            {
                if (!_webhook.IsListening)
                    return;
            }
        }
    }
}
