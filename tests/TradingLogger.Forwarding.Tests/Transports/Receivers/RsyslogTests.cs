using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Forwarding.Transports.Syslog;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Receivers;

/// <summary>What the real rsyslog receives.</summary>
public sealed class RsyslogTests(ITestOutputHelper output)
{
    private const int Events = 20_000;
    private const int Batch = 500;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rsyslog_has_all_events_by_relp_after_it_was_killed_twice(bool isSecure)
    {
        using Rsyslog server = await Rsyslog.StartAsync();
        using var log = new LogFolder();
        using X509Certificate2 client = TestAuthority.Issue("desk-1");
        string[] lines = WriteLog(log, Events);
        var options = new ForwarderOptions
        {
            LogDirectory = log.FullName,
            Uri = new Uri(
                isSecure ? $"relps://localhost:{server.SecureRelpPort}" : $"relp://127.0.0.1:{server.RelpPort}"),
            Protocol = ForwardProtocol.Relp,
            Certificate = isSecure ? client : null,
            BatchEvents = Batch,
        };
        List<string> warnings = [];

        Task<ForwardSummary> sending = Task.Run(() => new EventForwarder(options, warnings.Add).SendOnce(Test), Test);
        for (int kill = 0; kill < 2; kill++)
        {
            await server.GrowAsync(lines.Sum(line => line.Length) / 4, sending);
            server.Kill();
            await server.BeginAsync();
        }

        ForwardSummary summary = await sending;

        (string Id, string Line)[] received = server.ReadEvents();
        Dictionary<string, string> events = [];
        foreach ((string id, string line) in received)
            events[id] = line;
        int doubled = received.Length - events.Count;
        int missing = lines.Except(events.Values).Count();
        int phantoms = events.Values.Except(lines).Count();
        output.WriteLine(FormattableString.Invariant(
            $"missing {missing}, phantoms {phantoms}, doubled {doubled}, retries {summary.Retries}"));
        Assert.Equal(Events, summary.Events);
        Assert.Equal(lines, events.Values);
        Assert.Equal(0, summary.DeadLetters);
        Assert.InRange(doubled, 0, 2 * Batch);
    }

    [Fact]
    public async Task Rsyslog_has_the_exact_lines_by_syslog_over_tls()
    {
        using Rsyslog server = await Rsyslog.StartAsync();
        using var log = new LogFolder();
        using X509Certificate2 client = TestAuthority.Issue("desk-1");
        string[] lines = WriteLog(log, Events, [.. Odd(longest: 250_000)]);
        var options = new ForwarderOptions
        {
            LogDirectory = log.FullName,
            Uri = new Uri($"syslogs://localhost:{server.SyslogPort}?maxMessageSize=262144"),
            Protocol = ForwardProtocol.Syslog,
            Certificate = client,
        };

        ForwardSummary summary = new EventForwarder(options).SendOnce(Test);
        await server.UntilAsync(() => server.Count() == lines.Length);

        Assert.Equal(lines.Length, summary.Events);
        Assert.Equal(lines, server.ReadEvents().Select(received => received.Line));
        Assert.Equal(lines.Length, server.ReadEvents().Select(received => received.Id).Distinct().Count());
    }

    [Fact]
    public async Task Rsyslog_has_the_exact_lines_of_any_form_by_relp()
    {
        using Rsyslog server = await Rsyslog.StartAsync();
        using X509Certificate2 client = TestAuthority.Issue("desk-1");
        string[] lines = [.. Odd(longest: 250_000)];
        using IEventTransport transport = EventTransport.Create(new ForwarderOptions
        {
            LogDirectory = "/logs [\"ü\"] \\",
            Host = "desk 1 ü",
            Uri = new Uri($"relps://localhost:{server.SecureRelpPort}?maxMessageSize=262144"),
            Protocol = ForwardProtocol.Relp,
            Certificate = client,
        });
        EventBatch batch = Batches.Of(lines);

        DeliveryResult test = await transport.TestAsync(Test);
        DeliveryResult result = await transport.SendAsync(batch, 0, batch.Count, mayCompress: false, Test);

        output.WriteLine($"{test} {result}");
        Assert.Equal("", test.Message + result.Message);
        Assert.Equal(
            lines.Select((line, index) => ($"id-{index}", line)),
            server.ReadEvents().Select(received => (received.Id, received.Line)));
    }

    [Theory]
    [InlineData("relps")]
    [InlineData("syslogs")]
    public async Task Rsyslog_takes_nothing_from_a_client_that_it_does_not_know(string scheme)
    {
        using Rsyslog server = await Rsyslog.StartAsync();
        using X509Certificate2 unknown = TestAuthority.SelfSigned();
        int port = scheme == "relps" ? server.SecureRelpPort : server.SyslogPort;
        foreach (X509Certificate2? client in new[] { null, unknown })
        {
            using IEventTransport transport = EventTransport.Create(new ForwarderOptions
            {
                LogDirectory = "/logs",
                Uri = new Uri($"{scheme}://localhost:{port}"),
                Protocol = scheme == "relps" ? ForwardProtocol.Relp : ForwardProtocol.Syslog,
                Certificate = client,
            });

            DeliveryResult result = await transport.SendAsync(Batches.Of("{}"), 0, 1, mayCompress: false, Test);

            output.WriteLine(result.ToString());
            Assert.True(result is DeliveryResult.Held or DeliveryResult.Retry, result.ToString());
        }

        Assert.Equal(0, server.Size);
    }

    private static string[] WriteLog(LogFolder log, int events, params string[] more)
    {
        string[] lines =
        [
            .. Enumerable.Range(0, events).Select(index => FormattableString.Invariant(
                $"{{\"timestamp\": \"2026-11-27T10:00:00.{index:000000}+01:00\", \"action\": \"FILL\", ")
                + FormattableString.Invariant($"\"n\": {index}, ")
                + "\"symbol\": \"BTCUSDT\", \"price\": 97123.50, \"quantity\": 0.0100, \"note\": \"é\"}"),
            .. more,
        ];
        File.WriteAllText(log.PathOf("trades.log"), string.Concat(lines.Select(line => line + "\n")));
        return lines;
    }

    // Lines that a careless receiver or sender changes.
    private static IEnumerable<string> Odd(int longest)
    {
        const string opening = "{\"timestamp\": \"2026-11-27T11:00:00.000000+01:00\", \"action\": ";
        yield return opening + "\"a \\\"b\\\" ] c\\\\\", \"n\": 1.10e5}";
        yield return opening + "\"\\ud83d\\ude00 😀\", \"tab\": \"\\t\\u0007\u007f\"}";
        yield return opening + "\"%s $msg #012 \\\\n\", \"n\": 12345678901234567890.123456789012345678901234567890}";
        yield return opening + "\"SPACES\",   \"s\":\t[ 1 , 2 ]  }";
        yield return opening + "\"\"}";
        string text = new('x', SyslogMessages.DefaultLongest * 2);
        yield return opening + "\"LONG\", \"text\": \"" + text + "\"}";
        text = new('y', longest);
        yield return opening + "\"LONGEST\", \"text\": \"" + text + "\"}";
        yield return opening + "\"LAST\", \"n\": " + 5.ToString(CultureInfo.InvariantCulture) + "}";
    }
}
