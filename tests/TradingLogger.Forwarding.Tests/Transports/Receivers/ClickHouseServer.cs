using System.Text;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Receivers;

/// <summary>A ClickHouse server with a directory of its own, which takes rows and queries by HTTP.</summary>
internal sealed class ClickHouseServer : IDisposable
{
    private const string Program = "clickhouse-server";
    private const int Attempts = 3;

    private readonly ReceiverProcess _process = new();
    private readonly HttpClient _http = new();
    private readonly int _port = ReceiverProcess.FreePort();

    /// <summary>Where the rows of the sample's table go, as the sample says it.</summary>
    public Uri Events => InsertInto("trade_events");

    /// <summary>Starts the server with the table of the sample. Skips the running test on a machine without
    /// ClickHouse.</summary>
    public static async Task<ClickHouseServer> StartAsync()
    {
        string? program = ReceiverProcess.Find(Program);
        Assert.SkipWhen(program is null, "There is no ClickHouse on this machine.");
        for (int attempt = 1; ; attempt++)
        {
            var server = new ClickHouseServer();
            try
            {
                server.Start(program);
                await server._process.UntilAsync(async () => await server.QueryAsync("SELECT 1") == "1\n");
                await server.QueryAsync(ClickHouseSample.Table);
                return server;
            }
            catch (InvalidOperationException) when (attempt < Attempts && server._process.HasEnded)
            {
                // Somebody took its port between the choice and the start.
                server.Dispose();
            }
            catch
            {
                server.Dispose();
                throw;
            }
        }
    }

    /// <summary>Where the rows of a table go.</summary>
    public Uri InsertInto(string table) => new(
        $"http://127.0.0.1:{_port}/?query=INSERT%20INTO%20{table}%20FORMAT%20JSONEachRow"
        + "&input_format_skip_unknown_fields=1");

    /// <summary>The answer to a query: a line for each row, with tabs.</summary>
    public async Task<string> QueryAsync(string query)
    {
        using HttpResponseMessage answer = await _http.PostAsync(
            new Uri($"http://127.0.0.1:{_port}/"),
            new StringContent(query, Encoding.UTF8));
        string text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException(text);
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }

    private void Start(string program)
    {
        string folder = _process.Folder.FullName;
        string config = Path.Combine(folder, "config.xml");
        File.WriteAllText(config, $"""
            <yandex>
              <logger><level>warning</level><console>1</console></logger>
              <listen_host>127.0.0.1</listen_host>
              <http_port>{_port}</http_port>
              <tcp_port>{ReceiverProcess.FreePort()}</tcp_port>
              <path>{folder}/data/</path>
              <tmp_path>{folder}/tmp/</tmp_path>
              <mark_cache_size>67108864</mark_cache_size>
              <users_config>users.xml</users_config>
              <default_profile>default</default_profile>
              <default_database>default</default_database>
            </yandex>
            """);
        File.WriteAllText(Path.Combine(folder, "users.xml"), """
            <yandex>
              <profiles><default></default></profiles>
              <users>
                <default>
                  <password></password>
                  <networks><ip>127.0.0.1</ip></networks>
                  <profile>default</profile>
                  <quota>default</quota>
                </default>
              </users>
              <quotas><default></default></quotas>
            </yandex>
            """);
        _process.Start(program, ["--config-file=" + config]);
    }
}

/// <summary>The statements of the sample for ClickHouse.</summary>
internal static class ClickHouseSample
{
    private static readonly string[] Statements =
    [
        .. string.Join('\n', File.ReadLines(Path.Combine(Root(), "samples", "forwarding", "clickhouse.sql"))
                .Where(line => !line.StartsWith("--", StringComparison.Ordinal)))
            .Split(';')
            .Select(statement => statement.Trim())
            .Where(statement => statement.Length > 0),
    ];

    /// <summary>The statement that makes the table.</summary>
    public static string Table => Statements.First(
        statement => statement.StartsWith("CREATE TABLE", StringComparison.Ordinal));

    /// <summary>The questions.</summary>
    public static IEnumerable<string> Questions => Statements.Where(
        statement => statement.StartsWith("SELECT", StringComparison.Ordinal));

    private static string Root()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "TradingLogger.sln")))
            directory = Path.GetDirectoryName(directory)!;
        return directory;
    }
}
