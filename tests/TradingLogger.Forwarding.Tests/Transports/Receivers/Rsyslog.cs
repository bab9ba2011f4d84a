using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Receivers;

/// <summary>The real rsyslog with the configuration of <c>samples/shippers</c>, in a directory of its own.</summary>
internal sealed class Rsyslog : IDisposable
{
    private const string Program = "rsyslogd";
    private const string Output = "trade-events.ndjson";
    private static readonly string[] Modules = ["imrelp", "imtcp", "lmnsd_ossl", "mmpstrucdata"];

    private readonly ReceiverProcess _process = new();

    private Rsyslog()
    {
        using X509Certificate2 certificate = TestAuthority.Issue();
        File.WriteAllText(PathOf("ca.pem"), TestAuthority.Pem);
        File.WriteAllText(PathOf("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf("server.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(PathOf("rsyslog.conf"), Configure());
    }

    /// <summary>The port for RELP over TLS with client certificates.</summary>
    public int SecureRelpPort { get; } = FreePort();

    /// <summary>The port for plain RELP.</summary>
    public int RelpPort { get; } = FreePort();

    /// <summary>The port for syslog over TLS with client certificates.</summary>
    public int SyslogPort { get; } = FreePort();

    /// <summary>The size of the file with the events.</summary>
    public long Size => new FileInfo(PathOf(Output)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Starts it. Skips the running test on a machine without it.</summary>
    public static async Task<Rsyslog> StartAsync()
    {
        Assert.SkipWhen(
            ReceiverProcess.Find(Program) is null || !Modules.All(IsThere),
            "There is no rsyslog with rsyslog-relp and rsyslog-openssl on this machine.");
        var server = new Rsyslog();
        try
        {
            await server.BeginAsync();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Starts it, again after it was killed, and waits until it listens.</summary>
    public async Task BeginAsync()
    {
        // Left behind by one that was killed. The next one would believe that it runs already.
        File.Delete(PathOf("rsyslog.pid"));
        string[] arguments = ["-n", "-f", PathOf("rsyslog.conf"), "-i", PathOf("rsyslog.pid")];
        _process.Start(ReceiverProcess.Find(Program)!, arguments);
        foreach (int port in new[] { SecureRelpPort, RelpPort, SyslogPort })
            await _process.UntilAsync(() => AnswersAsync(port));
    }

    /// <summary>Kills it as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>How many events have been written.</summary>
    public int Count() => Size == 0 ? 0 : SharedFile.ReadAllText(PathOf(Output)).Count(one => one == '\n');

    /// <summary>The events that were received, each with its id. A line that is no JSON object fails the
    /// test.</summary>
    public (string Id, string Line)[] ReadEvents() =>
        [.. SharedFile.ReadAllLines(PathOf(Output)).Select(Split)];

    /// <summary>Waits until the file with the events has that many bytes more, or somebody ends waiting.</summary>
    public async Task GrowAsync(long bytes, Task end)
    {
        long size = Size;
        while (Size < size + bytes && !end.IsCompleted)
            await Task.Delay(TimeSpan.FromMilliseconds(1));
    }

    /// <summary>Waits until something is so.</summary>
    public Task UntilAsync(Func<bool> isSo) => _process.UntilAsync(() => Task.FromResult(isSo()));

    public void Dispose() => _process.Dispose();

    private static (string Id, string Line) Split(string received)
    {
        using JsonDocument document = JsonDocument.Parse(received);
        string id = document.RootElement.GetProperty("_event_id").GetString()!;
        return (id, "{" + received[$"{{\"_event_id\": \"{id}\", ".Length..]);
    }

    private static bool IsThere(string module) =>
        Directory.EnumerateDirectories("/usr/lib")
            .Append("/usr/lib")
            .Any(directory => File.Exists($"{directory}/rsyslog/{module}.so"));

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient(AddressFamily.InterNetwork);
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Below the ports that the system gives to clients: none takes it while the server is started again.
    private static int FreePort()
    {
        while (true)
        {
            int port = Random.Shared.Next(20_000, 30_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }

    private string PathOf(string name) => Path.Combine(_process.Folder.FullName, name);

    private string Configure() =>
        File.ReadAllText(Samples.PathOf("shippers/rsyslog-receiver.conf"))
            .Replace("/etc/rsyslog.d/trade/", _process.Folder.FullName + "/", StringComparison.Ordinal)
            .Replace("/var/log/", _process.Folder.FullName + "/", StringComparison.Ordinal)
            .Replace("\"2514\"", $"\"{SecureRelpPort}\"", StringComparison.Ordinal)
            .Replace("\"6514\"", $"\"{SyslogPort}\"", StringComparison.Ordinal)
        + $"input(type=\"imrelp\" port=\"{RelpPort}\" ruleset=\"trade-events\")\n";
}
