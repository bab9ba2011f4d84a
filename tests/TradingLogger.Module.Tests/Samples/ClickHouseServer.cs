using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Samples;

/// <summary>clickhouse-server on a free port of loopback with a directory of its own. The test is skipped where the
/// machine has none.</summary>
internal sealed class ClickHouseServer : IDisposable
{
    private const int Attempts = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _client = new() { Timeout = Patience };
    private readonly Process _process;

    public ClickHouseServer()
    {
        // Nothing gives a free port and keeps it: somebody else may have taken it meanwhile.
        for (var attempt = 1; ; attempt++)
        {
            int port = FreePort();
            Address = $"http://127.0.0.1:{port}/";
            _process = Start(port);
            if (IsReady())
                return;
            Stop();
            Assert.True(attempt < Attempts, "clickhouse-server does not start.");
        }
    }

    /// <summary>Its address by HTTP, with a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Runs a statement.</summary>
    /// <returns>The rows, the values of each separated by tabs.</returns>
    public string[] Query(string statement)
    {
        using var content = new StringContent(statement);
        using HttpResponseMessage response = _client.PostAsync(new Uri(Address), content).Result;
        string text = response.Content.ReadAsStringAsync().Result;
        Assert.True(response.IsSuccessStatusCode, text);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        Stop();
        _client.Dispose();
        _directory.Dispose();
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    private Process Start(int port)
    {
        string users = _directory.Write("users.xml", """
            <yandex>
              <profiles><default /></profiles><quotas><default /></quotas>
              <users><default>
                <password /><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
              </default></users>
            </yandex>
            """);
        string config = _directory.Write("config.xml", $"""
            <yandex>
              <logger><level>error</level><log>{_directory.File("log")}</log></logger>
              <listen_host>127.0.0.1</listen_host><http_port>{port}</http_port>
              <path>{_directory.File("data/")}</path><tmp_path>{_directory.File("tmp/")}</tmp_path>
              <mark_cache_size>8388608</mark_cache_size><users_config>{users}</users_config>
              <default_profile>default</default_profile><default_database>default</default_database>
            </yandex>
            """);
        Directory.CreateDirectory(_directory.File("data"));
        Directory.CreateDirectory(_directory.File("tmp"));
        var start = new ProcessStartInfo("clickhouse-server", [$"--config-file={config}"])
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            var process = Process.Start(start)!;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception)
        {
            Assert.Skip("clickhouse-server is not installed.");
            throw;
        }
    }

    private bool IsReady()
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience && !_process.HasExited)
        {
            try
            {
                if (_client.GetStringAsync(new Uri(Address + "ping")).Result == "Ok.\n")
                    return true;
            }
            catch (AggregateException exception) when (exception.InnerException is HttpRequestException)
            {
                Thread.Sleep(20);
            }
        }

        return false;
    }

    private void Stop()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
