using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports.Syslog;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Transports.Syslog;

public sealed class SyslogMessagesTests
{
    private static readonly ForwarderOptions Options = new()
    {
        LogDirectory = "/var/log/trading",
        Host = "desk-1",
        Uri = new Uri("syslogs://collector"),
        Protocol = ForwardProtocol.Syslog,
    };

    [Fact]
    public void A_message_is_of_rfc_5424_and_ends_with_the_exact_line()
    {
        const string line = """{"timestamp": "2026-11-29T10:00:00.123456+01:00", "action": "BUY", "price": 1.50}""";

        string message = Make(Options, line);

        Assert.Equal(
            "<134>1 2026-11-29T10:00:00.123456+01:00 desk-1 TradingLogger - BUY "
            + "[trade@32473 id=\"id-0\" host=\"desk-1\" log=\"/var/log/trading\" action=\"BUY\"] " + line,
            message);
    }

    [Theory]
    [InlineData("2026-11-29T10:00:00.5Z", "2026-11-29T10:00:00.500000+00:00")]
    [InlineData("2026-11-29T10:00:00.1234567+05:30", "2026-11-29T10:00:00.123456+05:30")]
    [InlineData("yesterday", "-")]
    public void The_time_has_the_form_of_rfc_5424_or_is_left_out(string timestamp, string expected)
    {
        string message = Make(Options, $$"""{"timestamp": "{{timestamp}}", "action": "BUY"}""");

        Assert.Equal(expected, message.Split(' ')[1]);
    }

    [Fact]
    public void The_time_is_the_same_in_every_culture()
    {
        using var culture = new TradingLogging.Tests.CultureScope("ar-SA");

        string message = Make(Options, """{"timestamp": "2026-11-29T10:00:00Z", "action": "BUY"}""");

        Assert.Equal("2026-11-29T10:00:00.000000+00:00", message.Split(' ')[1]);
    }

    [Theory]
    [InlineData("""{"a": 1}""", "-", "-")]
    [InlineData("""{"action": 5}""", "-", "-")]
    [InlineData("""{"action": ""}""", "-", "-")]
    [InlineData("""{"a": {"action": "no"}, "action": "yes"}""", "yes", "yes")]
    [InlineData("""{"action": "a b"}""", "a?b", "a b")]
    [InlineData("""{"action": "a\"]\\\nü"}""", "a\"]\\??", """a\"\]\\?ü""")]
    [InlineData("""{"action": "\ud800"}""", "?", "\ufffd")]
    [InlineData("""{"action": "abcdefghijklmnopqrstuvwxyz0123456789"}""", "abcdefghijklmnopqrstuvwxyz012345",
        "abcdefghijklmnopqrstuvwxyz0123456789")]
    public void An_action_of_any_form_neither_breaks_nor_forges_a_message(string line, string name, string value)
    {
        string message = Make(Options, line);

        Assert.StartsWith($"<134>1 - desk-1 TradingLogger - {name} [trade@32473 ", message, StringComparison.Ordinal);
        Assert.EndsWith($" action=\"{value}\"] {line}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_and_a_directory_of_any_form_neither_break_nor_forge_a_message()
    {
        ForwarderOptions options = Options with
        {
            Host = "desk 1\n<1>",
            Service = "",
            LogDirectory = "C:\\logs [\"new\"]",
        };

        string message = Make(options, "{}");

        Assert.Equal(
            "<134>1 - desk?1?<1> - - - [trade@32473 id=\"id-0\" host=\"desk 1?<1>\" log=\"C:\\\\logs [\\\"new\\\"\\]\" "
            + "action=\"-\"] {}",
            message);
    }

    [Fact]
    public void A_line_that_is_nested_deeply_is_sent()
    {
        string line = $$"""{"a": {{new string('[', 500)}}{{new string(']', 500)}}, "action": "DEEP"}""";

        Assert.Contains(" DEEP [", Make(Options, line));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void The_longest_message_is_as_long_as_the_receiver_takes(int beyond, bool isTaken)
    {
        int rest = Make(Options, """{"a": ""}""").Length;
        string text = new('x', SyslogMessages.DefaultLongest - rest + beyond);
        EventBatch batch = Batches.Of($$"""{"a": "{{text}}"}""");

        Assert.Equal(isTaken, new SyslogMessages(Options).FindTooLong(batch, 0, 1) is null);
    }

    [Fact]
    public void The_address_tells_what_the_receiver_takes()
    {
        ForwarderOptions options = Options with { Uri = new Uri("syslogs://collector?MAXmessagesize=262144") };

        Assert.Equal(262_144, new SyslogMessages(options).Longest);
        Assert.Equal(SyslogMessages.DefaultLongest, new SyslogMessages(Options).Longest);
    }

    [Theory]
    [InlineData("maxMessageSize=479")]
    [InlineData("maxMessageSize=8k")]
    [InlineData("maxMessageSize")]
    [InlineData("size=9000")]
    public void Another_query_is_a_mistake(string query)
    {
        ForwarderOptions options = Options with { Uri = new Uri("syslogs://collector?" + query) };

        var mistake = Assert.Throws<ConfigurationException>(() => new SyslogMessages(options));
        Assert.Contains("maxMessageSize", mistake.Message);
    }

    private static string Make(ForwarderOptions options, string line) =>
        Encoding.UTF8.GetString(new SyslogMessages(options).Make(Batches.Of(line), 0));
}
