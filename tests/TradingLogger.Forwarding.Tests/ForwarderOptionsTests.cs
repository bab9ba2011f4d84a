using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Configuration;
using Xunit;

namespace TradingLogging.Forwarding.Tests;

public sealed class ForwarderOptionsTests
{
    private static readonly ForwarderOptions Valid = new()
    {
        LogDirectory = "/logs",
        Uri = new Uri("https://receiver.example/v1/logs"),
    };

    [Theory]
    [InlineData("default")]
    [InlineData("a")]
    [InlineData("7.eu-west_1")]
    public void A_name_of_letters_digits_and_few_signs_is_taken(string name) => Check(Valid with { Name = name });

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("-a")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("CON")]
    [InlineData("nul.x")]
    [InlineData("a\nb")]
    public void Any_other_name_is_refused(string name) => Refuse(Valid with { Name = name }, "cannot be named");

    [Fact]
    public void A_name_has_64_characters_at_most()
    {
        Check(Valid with { Name = new string('a', ForwarderOptions.LongestName) });
        Refuse(Valid with { Name = new string('a', ForwarderOptions.LongestName + 1) }, "1 to 64");
    }

    [Theory]
    [InlineData(ForwardProtocol.Otlp, "http://h/")]
    [InlineData(ForwardProtocol.OtlpJson, "https://h/")]
    [InlineData(ForwardProtocol.Ndjson, "https://h:8123/?query=x")]
    [InlineData(ForwardProtocol.Relp, "relp://h:2514")]
    [InlineData(ForwardProtocol.Relp, "relps://h:2514")]
    [InlineData(ForwardProtocol.Syslog, "syslogs://h:6514")]
    [InlineData(ForwardProtocol.Syslog, "syslog://h:514")]
    public void Each_protocol_has_its_schemes(ForwardProtocol protocol, string uri) =>
        Check(Valid with { Protocol = protocol, Uri = new Uri(uri) });

    [Theory]
    [InlineData(ForwardProtocol.Otlp, "relp://h", "https:// or http://")]
    [InlineData(ForwardProtocol.Ndjson, "ftp://h", "https:// or http://")]
    [InlineData(ForwardProtocol.Relp, "https://h", "relps:// or relp://")]
    [InlineData(ForwardProtocol.Syslog, "relps://h", "syslogs:// or syslog://")]
    public void A_scheme_of_another_protocol_is_refused(ForwardProtocol protocol, string uri, string says) =>
        Refuse(Valid with { Protocol = protocol, Uri = new Uri(uri) }, says);

    [Fact]
    public void An_address_must_be_absolute_and_name_a_host()
    {
        Refuse(Valid with { Uri = new Uri("v1/logs", UriKind.Relative) }, "absolute");
        Refuse(Valid with { Uri = new Uri("relp:2514"), Protocol = ForwardProtocol.Relp }, "host");
    }

    [Fact]
    public void A_password_in_the_address_is_refused_and_not_shown()
    {
        ConfigurationException exception = Refuse(
            Valid with { Uri = new Uri("https://joe:hunter22@receiver.example/") }, "-Credential");

        Assert.DoesNotContain("hunter22", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("joe", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public void The_number_of_events_of_a_request_has_bounds(int events) =>
        Refuse(Valid with { BatchEvents = events }, "from 1 to 1000000");

    [Theory]
    [InlineData(0)]
    [InlineData(64 * 1024 * 1024 + 1)]
    public void The_size_of_a_request_has_bounds(int bytes) =>
        Refuse(Valid with { BatchBytes = bytes }, "from 1 to 67108864");

    [Fact]
    public void Times_have_bounds()
    {
        Refuse(Valid with { Timeout = TimeSpan.Zero }, "above 0");
        Refuse(Valid with { Timeout = TimeSpan.FromDays(25) }, "24 days");
        Refuse(Valid with { RetryFor = TimeSpan.FromTicks(-1) }, "negative");
        Check(Valid with { RetryFor = TimeSpan.Zero });
    }

    [Fact]
    public void The_directory_must_be_named() => Refuse(Valid with { LogDirectory = " " }, "directory");

    [Theory]
    [InlineData("", "x", "named")]
    [InlineData("a b", "x", "named")]
    [InlineData("X-Key", "a\r\nHost: b", "printable ASCII")]
    [InlineData("X-Key", "a\0", "printable ASCII")]
    [InlineData("X-Key", "schlüssel", "printable ASCII")]
    public void A_header_cannot_forge_another_one(string name, string value, string says)
    {
        ConfigurationException exception = Refuse(
            Valid with { Headers = new Dictionary<string, string> { [name] = value } }, says);

        Assert.DoesNotContain("Host", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length")]
    [InlineData("content-type")]
    [InlineData("Content-Encoding")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Host")]
    [InlineData("CONNECTION")]
    [InlineData("Expect")]
    [InlineData("Upgrade")]
    [InlineData("Accept-Encoding")]
    public void A_header_of_the_connection_is_not_the_users_to_give(string name)
    {
        ConfigurationException exception = Refuse(
            Valid with { Headers = new Dictionary<string, string> { [name] = "s3cret" } }, name);

        Assert.DoesNotContain("s3cret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_HTTP_has_is_refused_for_other_protocols()
    {
        ForwarderOptions relp = Valid with { Protocol = ForwardProtocol.Relp, Uri = new Uri("relps://h:2514") };

        Refuse(relp with { Headers = new Dictionary<string, string> { ["X"] = "y" } }, "no headers");
        Refuse(relp with { Compression = ForwardCompression.Gzip }, "no compression");
    }

    [Fact]
    public void A_client_certificate_needs_encryption()
    {
        using var key = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest(
                "CN=client", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        Check(Valid with { Certificate = certificate });
        Refuse(Valid with { Certificate = certificate, Uri = new Uri("http://h/") }, "https://");
    }

    [Fact]
    public void Wrong_options_are_found_before_anything_is_done()
    {
        ForwarderOptions wrong = Valid with { BatchEvents = 0 };

        Assert.Throws<ConfigurationException>(() => new EventForwarder(wrong));
        Assert.Throws<ConfigurationException>(() => ReceiverCheck.Test(wrong, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentNullException>(() => new EventForwarder(null!));
    }

    private static void Check(ForwarderOptions options) => ForwarderOptionsCheck.Check(options);

    private static ConfigurationException Refuse(ForwarderOptions options, string says)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Check(options));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        return exception;
    }
}
