using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Receivers;

/// <summary>The Aspire dashboard: it takes OpenTelemetry by HTTP and shows it.</summary>
internal sealed partial class AspireDashboard : IDisposable
{
    private static readonly string Program = typeof(AspireDashboard).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "AspireDashboard").Value!;

    private readonly ReceiverProcess _process = new();
    private readonly HttpClient _http = new();

    /// <summary>The address of its pages.</summary>
    public Uri Pages { get; private set; } = null!;

    /// <summary>Where it takes logs.</summary>
    public Uri Logs { get; private set; } = null!;

    /// <summary>Starts it. Skips the running test where it cannot run.</summary>
    public static async Task<AspireDashboard> StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Program), "The Aspire dashboard is one for Linux.");
        var dashboard = new AspireDashboard();
        try
        {
            await dashboard.RunAsync();
            return dashboard;
        }
        catch
        {
            dashboard.Dispose();
            throw;
        }
    }

    /// <summary>The records that it has, as it tells them.</summary>
    public async Task<List<JsonElement>> RecordsAsync()
    {
        JsonElement answer = await _http.GetFromJsonAsync<JsonElement>(
            new Uri(Pages, "api/telemetry/logs"), TestContext.Current.CancellationToken);
        return
        [
            .. from resource in answer.GetProperty("data").GetProperty("resourceLogs").EnumerateArray()
               from scope in resource.GetProperty("scopeLogs").EnumerateArray()
               from record in scope.GetProperty("logRecords").EnumerateArray()
               select record,
        ];
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }

    [GeneratedRegex(@"(?<what>Now|OTLP/HTTP) listening on: (?<address>http://\S+)")]
    private static partial Regex Address();

    private async Task RunAsync()
    {
        _process.Start(Program, [], new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = "http://127.0.0.1:0",
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://127.0.0.1:0",
            ["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = "true",
        });
        await _process.UntilAsync(
            () => Task.FromResult(AddressOf("Now") is not null && AddressOf("OTLP/HTTP") is not null));
        Pages = AddressOf("Now")!;
        Logs = new Uri(AddressOf("OTLP/HTTP")!, "v1/logs");
    }

    private Uri? AddressOf(string what) => Address().Matches(_process.Output)
        .Where(match => match.Groups["what"].Value == what)
        .Select(match => new Uri(match.Groups["address"].Value))
        .FirstOrDefault();
}
