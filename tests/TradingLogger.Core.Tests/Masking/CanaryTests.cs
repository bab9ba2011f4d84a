using System.Collections;
using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Tests.Specification;
using Xunit;

namespace TradingLogging.Tests.Masking;

/// <summary>Puts secrets into every place where data enters and looks for them in every byte that leaves.</summary>
public sealed class CanaryTests : IDisposable
{
    private const string Canary = "C4n4ryS3cr3tValue0123456789";

    private static readonly string[] SecretNames =
    [
        "api_key", "apiSecret", "X-MBX-APIKEY", "CB-ACCESS-SIGN", "CB-ACCESS-PASSPHRASE", "Authorization", "Set-Cookie",
        "privateKey", "mnemonic", "seed phrase", "password", "token",
    ];

    private readonly LogFolder _folder = new();
    private readonly RecordingHostOutput _output = new();

    public void Dispose()
    {
        _output.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void No_message_of_an_exchange_leaves_a_secret_in_any_file_or_on_the_console()
    {
        var config = new LoggingConfig { LogDirectory = _folder.FullName, LogLevel = LogLevel.Debug };
        using (var session = new TestSession(config))
        {
            foreach (ExchangeMessages message in ExchangeMessages.All)
                LogEverywhere(session, message.Text);
        }

        string all = WrittenBytes();
        foreach (ExchangeMessages message in ExchangeMessages.All)
        {
            foreach (string secret in message.Secrets)
            {
                Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
                Assert.DoesNotContain(JsonEncodedText.Encode(secret).ToString(), all, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void No_value_under_the_name_of_a_secret_is_written_whatever_holds_it()
    {
        using (var session = new TestSession(new LoggingConfig { LogDirectory = _folder.FullName }))
        {
            foreach (string name in SecretNames)
            {
                foreach (object data in Holders(name))
                    session.LogTrade("ORDER_PLACED", data);
            }

            session.LogTrade(
                "ORDER_PLACED",
                new { apiKey = Canary, inner = new { Password = Canary, list = new[] { new { token = Canary } } } });
        }

        Assert.DoesNotContain(Canary, WrittenBytes(), StringComparison.Ordinal);
        Assert.Contains("\"api_key\": \"***\"", _folder.Text("trades.log"), StringComparison.Ordinal);
        Assert.Contains("BTCUSDT", _folder.Text("trades.log"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TextFormat.Text)]
    [InlineData(TextFormat.Json)]
    public void No_message_shows_the_value_of_a_masked_member_whatever_holds_it(TextFormat format)
    {
        var config = new LoggingConfig { LogDirectory = _folder.FullName, TextFormat = format };
        object[] holders = [.. SecretNames.SelectMany(Holders)];
        using (var session = new TestSession(config))
        {
            Logger logger = session.GetLogger("trading");
            foreach (object data in holders)
            {
                logger.LogRendered(LogLevel.Error, $"login {Canary}, {Canary}", data);
                logger.LogRendered(LogLevel.Error, $"login {Canary}", data, template: "login {it}");
                logger.LogStructured(LogLevel.Error, "login {a} {value} {body} {headers} {password} {token}", data);
            }
        }

        string[] lines = _folder.Lines("trading.log");
        Assert.Equal(3 * holders.Length, lines.Length);
        IEnumerable<string> leaks =
            from line in lines.Index()
            where line.Item.Contains(Canary, StringComparison.Ordinal)
            select line.Item + JsonSerializer.Serialize(holders[line.Index / 3]);
        Assert.Equal("", string.Join("\n", leaks));
        Assert.Contains("login ***, ***", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_that_are_secrets_are_never_looked_into()
    {
        Mono.Skip("it cannot make certificates.");
        Wine.Skip("it cannot make certificates.");
        using var secure = new SecureString();
        foreach (char c in Canary)
            secure.AppendChar(c);
        using var key = RSA.Create(2048);
        using X509Certificate2 certificate = MakeCertificate(key);
        var header = new System.Net.Http.Headers.AuthenticationHeaderValue("Custom", Canary);

        using (var session = new TestSession(new LoggingConfig { LogDirectory = _folder.FullName }))
        {
            session.LogTrade("X", new Dictionary<string, object?>
            {
                ["a"] = secure,
                ["b"] = new NetworkCredential("bot", Canary),
                ["c"] = key,
                ["d"] = key.ExportParameters(includePrivateParameters: true),
                ["e"] = certificate,
                ["f"] = header,
                ["g"] = new Cookie("sid", Canary),
                ["h"] = new HMACSHA256(Encoding.UTF8.GetBytes(Canary)),
            });
        }

        string line = Assert.Single(_folder.Lines("trades.log"));
        Assert.DoesNotContain(Canary, line, StringComparison.Ordinal);
        Assert.EndsWith(
            "\"a\": \"***\", \"b\": \"***\", \"c\": \"***\", \"d\": \"***\", \"e\": {\"subject\": \"CN=bot\", "
                + $"\"thumbprint\": \"{certificate.Thumbprint}\"}}, \"f\": \"***\", \"g\": \"***\", \"h\": \"***\"}}",
            line,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_yes_and_no_under_the_name_of_a_secret_stay()
    {
        using (var session = new TestSession(new LoggingConfig { LogDirectory = _folder.FullName }))
        {
            session.LogTrade(
                "X", new Dictionary<string, object?> { ["token"] = null, ["password"] = true, ["pin"] = 4711 });
        }

        Assert.EndsWith(
            "\"token\": null, \"password\": true, \"pin\": \"***\"}",
            _folder.Lines("trades.log")[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_getter_of_a_secret_that_throws_tells_nothing()
    {
        using (var session = new TestSession(new LoggingConfig { LogDirectory = _folder.FullName }))
            session.LogTrade("X", new Failing());

        Assert.EndsWith(
            "\"Price\": \"<error: FormatException: password=***>\", \"Token\": \"***\"}",
            _folder.Lines("trades.log")[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_of_the_user_count_from_the_next_initialisation_on()
    {
        var data = new Dictionary<string, object?> { ["edge_params"] = Canary, ["token"] = "a8f3C9d2E7b1" };
        var config = new LoggingConfig { LogDirectory = _folder.FullName };
        foreach (LoggingConfig next in (LoggingConfig[])[config, config with
        {
            Mask = ["EdgeParams"],
            MaskExcept = ["token"],
        }, config])
        {
            using var session = new TestSession(next);
            session.LogTrade("X", data);
            session.GetLogger("trading").Info("edgeParams=1 token=a8f3C9d2E7b1");
        }

        Assert.Equal(
            ["{\"edge_params\": \"" + Canary
                + "\", \"token\": \"***\"}", "{\"edge_params\": \"***\", "
                    + "\"token\": \"a8f3C9d2E7b1\"}", "{\"edge_params\": \"" + Canary + "\", \"token\": \"***\"}"],
            _folder.Lines("trades.log").Select(line => "{" + line[line.IndexOf("\"edge", StringComparison.Ordinal)..]));
        Assert.Contains(
            _folder.Lines("trading.log"),
            line => line.EndsWith("edgeParams=*** token=a8f3C9d2E7b1", StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_and_warnings_have_no_secrets()
    {
        string text = "https://x.example/?api_key=" + Canary;
        string[] messages =
        [
            new LogWriteException(text, path: null).Message,
            new ConfigurationException(text).Message,
            new TradingLogging.Storage.Platform.FileOperationException(text).Message,
            Assert.Throws<ConfigurationException>(
                () => LoggingConfig.FromText([new("log_level", "password=" + Canary)])).Message,
            RecordSummaryOf("token: " + Canary),
        ];
        HostOutput.Warn(text);

        Assert.All(
            [.. messages, .. _output.Warnings],
            message => Assert.DoesNotContain(Canary, message, StringComparison.Ordinal));
        Assert.NotEmpty(_output.Warnings);
    }

    // Of its own, so that Mono need not know the types to skip the test.
    private static X509Certificate2 MakeCertificate(RSA key) =>
        new CertificateRequest("CN=bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));

    private static IEnumerable<object> Holders(string name)
    {
        yield return new Dictionary<string, object?> { ["symbol"] = "BTCUSDT", [name] = Canary };
        yield return new Dictionary<string, string> { [name] = Canary };
        yield return new Dictionary<string, object?> { [name] = new[] { Canary, "x" } };
        yield return new Dictionary<string, object?> { [name] = new { value = Canary } };
        yield return new Hashtable { ["symbol"] = "BTCUSDT", [name] = Canary };
        yield return new System.Collections.Specialized.OrderedDictionary { [name] = Canary };
        yield return new System.Collections.Specialized.NameValueCollection { [name] = Canary };
        yield return new Dictionary<string, object?>
        {
            ["a"] = new List<object> { new Dictionary<string, object?> { [name] = Canary } },
        };
        yield return new
        {
            body = JsonSerializer.SerializeToElement(new Dictionary<string, string> { [name] = Canary }),
        };
        yield return new { body = JsonSerializer.Serialize(new Dictionary<string, string> { [name] = Canary }) };
        yield return new { header = $"Host: x\r\n{name}: {Canary}\r\n" };
        yield return new
        {
            uri = new Uri(
                "https://x.example/?" + Uri.EscapeDataString(name.Replace(" ", "_", StringComparison.Ordinal))
                    + $"={Canary}&symbol=BTCUSDT"),
        };
        yield return new { text = new StringBuilder($"{name} = {Canary}") };
        yield return new { arguments = new[] { "--symbol", "BTCUSDT", "--" + name, Canary, "--verbose" } };
        yield return new { arguments = new ArrayList { "-" + name, Canary } };
        yield return new Dictionary<string, object?> { [$"{name}={Canary}"] = 1 };
        if (name.Contains(' ', StringComparison.Ordinal))
            yield break;
        yield return new
        {
            headers = new object[] { new { name, value = Canary }, new { Value = Canary, Key = name } },
        };
        yield return new { headers = new[] { new Hashtable { ["name"] = name, ["value"] = Canary } } };
        yield return new { headers = new ArrayList(new Hashtable { [name] = Canary }) };
        yield return new { header = new KeyValuePair<string, string>(name, Canary) };
        yield return new Dictionary<string, object?>
        {
            ["value"] = new { inner = Canary, list = new[] { Canary, "}\"]" } },
            ["after"] = 1,
            ["header"] = name,
        };
        yield return new Dictionary<string, object?>
        {
            ["name"] = name,
            ["id"] = 7,
            ["Values"] = new[] { Canary, Canary },
        };
        yield return new { headers = JsonSerializer.SerializeToElement(new[] { new { value = Canary, name } }) };
        yield return new { body = JsonSerializer.Serialize(new[] { new { name, value = Canary } }) };
        yield return new { text = new KeyValuePair<string, string>(name, Canary).ToString() };
        yield return new { request = new { op = "auth", args = new object[] { Canary, 1662350400000, Canary } } };
    }

    private static void LogEverywhere(TestSession session, string text)
    {
        Logger logger = session.GetLogger("trading");
        logger.Info(text);
        logger.Log(LogLevel.Error, "failed", new InvalidOperationException(text, new IOException(text)));
        logger.Log(LogLevel.Error, "failed", new ErrorDetails("T", text, Position: text, StackTrace: text));
        session.GetLogger("trades").Info(text);
        session.MeasureTime(text).Stop(isFailed: false);
        session.LogTrade(
            "REQUEST",
            new Dictionary<string, object?>
            {
                ["request"] = text,
                ["list"] = new[] { text },
                ["error"] = new IOException(text),
            });
        session.LogTrade(text, null);
    }

    private static string RecordSummaryOf(string message)
    {
        string? summary = null;
        var hierarchy = new LoggerHierarchy(LogClock.System);
        Logger logger = hierarchy.GetLogger("a");
        using var handler = new SummaryHandler(text => summary = text);
        logger.AddHandler(handler);
        logger.Info(message);
        return summary!;
    }

    private string WrittenBytes()
    {
        var all = new StringBuilder();
        foreach (string file in Directory.GetFiles(_folder.FullName))
            all.Append(Encoding.UTF8.GetString(SharedFile.ReadAllBytes(file)));
        foreach ((_, string line) in _output.Lines)
            all.Append(line);
        Assert.NotEqual(0, all.Length);
        return all.Append(string.Concat(_output.Warnings)).ToString();
    }

    private sealed class SummaryHandler(Action<string> take) : LogHandler
    {
        public override string Name => "summary";

        public override HandlerState GetState() => throw new NotSupportedException();

        protected override void Emit(in LogRecord record) => take(RecordSummary.Of(record));
    }

    private sealed class Failing
    {
        private readonly string _secret = Canary;

        public string Price => throw new FormatException("password=" + _secret);

        public string Token => throw new FormatException(_secret);
    }
}
