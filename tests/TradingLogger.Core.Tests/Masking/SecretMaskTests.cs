using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Masking;

public sealed class SecretMaskTests
{
    public static TheoryData<string> Messages => [.. ExchangeMessages.All.Select(message => message.Name)];

    [Theory]
    [InlineData("Bearer abc123xyz")]
    [InlineData("Bearer+abc123xyz")]
    [InlineData("Bearer%20abc123xyz")]
    [InlineData("Bearer\tabc123xyz")]
    public void A_short_credential_of_an_event_is_masked_whatever_parts_it_from_its_scheme(string text)
    {
        var line = new Utf8Buffer();
        var writer = new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits());
        writer.Write(line, DateTimeOffset.UnixEpoch, "X", new { header = text }, null, 0, null);

        Assert.DoesNotContain("abc123xyz", Encoding.UTF8.GetString(line.Written), StringComparison.Ordinal);
    }

    [Fact]
    public void The_shortest_known_token_is_masked_wherever_it_stands()
    {
        const string Token = "AKIA1234567890ABCDEF";
        for (int before = 0; before <= 2 * Token.Length; before++)
        {
            string words = new string('a', before % 7) + "," + new string('b', before);
            Assert.Equal($"{words},***", SecretMask.Default.Apply($"{words},{Token}"));
            Assert.Equal($"***,{words}", SecretMask.Default.Apply($"{Token},{words}"));
        }
    }

    [Fact]
    public void The_corpus_has_at_least_sixty_messages() =>
        Assert.InRange(ExchangeMessages.All.Count, 60, int.MaxValue);

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_of_an_exchange_keeps_what_is_no_secret_and_loses_what_is_one(string name)
    {
        ExchangeMessages message = ExchangeMessages.All.Single(candidate => candidate.Name == name);

        string masked = SecretMask.Default.Apply(message.Text);

        Assert.All(message.Secrets, secret => Assert.DoesNotContain(secret, masked, StringComparison.Ordinal));
        Assert.All(message.Kept, kept => Assert.Contains(kept, masked, StringComparison.Ordinal));
        Assert.Equal(message.Secrets.Count > 0, masked.Contains(SecretMask.Mark, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void What_is_masked_once_stays_as_it_is(string name)
    {
        string once = SecretMask.Default.Apply(ExchangeMessages.All.Single(candidate => candidate.Name == name).Text);

        Assert.Equal(once, SecretMask.Default.Apply(once));
    }

    [Theory]
    [InlineData("LONG signal generated for BTCUSDT at 17162.51")]
    [InlineData("SMA calculation completed in 0.003s")]
    [InlineData("symbol=BTCUSDT orderKey=abc123 tokenPair: BTC/USD signatureTime=1734514245 secretariat: Bern")]
    [InlineData(
        "{\"symbol\":\"BTCUSDT\",\"orderKey\":\"k-1\",\"tokenPair\":\"BTC/USD\",\"signatureTime\":1,"
            + "\"secretariat\":\"x\"}")]
    [InlineData("client_order_id=c-1&idempotency_key=i-1&token_id=7&tokenIn=ETH&public_key=abc")]
    [InlineData("quoteToken=USDT, baseToken: ETH")]
    [InlineData("The bearer token expired; basic authentication is not allowed.")]
    [InlineData("2025-12-18T10:30:45.123456+01:00 at C:\\bot\\secret.ps1:5 char:3")]
    [InlineData("https://api.example.com:8443/bots/list?symbol=BTCUSDT@user")]
    [InlineData("design: new, assign = 1, signal: LONG, passed: 3, compass = N, pinned=2")]
    [InlineData("\"token\": null, \"password\": true, secret=$null")]
    [InlineData("eyJ is how an object begins")]
    [InlineData("order key 12345678 of 2025 at 17162.51 is no token")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----")]
    [InlineData(
        "{\"name\":\"symbol\",\"value\":\"BTCUSDT\"},{\"name\":\"orderKey\",\"value\":\"k-1\"},{\"key\":\"tokenPair\","
            + "\"value\":\"BTC/USD\"}")]
    [InlineData(
        "{\"name\":\"Basic Attention Token\",\"value\":12.5},{\"value\":\"3\",\"name\":\"LP "
            + "token\"},{\"name\":\"X-API-KEY\"},{\"value\":\"1\"}")]
    [InlineData(
        "<add key=\"Symbol\" value=\"BTCUSDT\" /><apiKeys><add key=\"count\" value=\"2\" /></apiKeys><Signature "
            + "Type=\"x\"></Signature>")]
    [InlineData(
        "{\"op\":\"subscribe\",\"args\":[\"orderbook.1.BTCUSDT\"]}, [token, price], (\"token\", \"USDT\"), "
            + "[symbol, 12345678]")]
    [InlineData("token:\n\nsymbol: BTCUSDT\npassword:\nsymbol: BTCUSDT")]
    [InlineData("key")]
    [InlineData("")]
    public void A_text_without_secrets_stays_the_very_same(string text) =>
        Assert.Same(text, SecretMask.Default.Apply(text));

    [Theory]
    [InlineData("[apiKey, a1b2c3d4]")]
    [InlineData("[apiKey,a1b2c3d4]")]
    [InlineData("used bearer a1b2c3d4")]
    [InlineData("-ApiKey a1b2c3d4")]
    [InlineData("apiKey=a1b2c3d4")]
    [InlineData("setx apiKey a1b2c3d4")]
    [InlineData("at 17162.51 setx apiKey a1b2c3d4")]
    [InlineData("setx apiKey `of a1b2c3d4`")]
    [InlineData("setx apiKey \u00a0a1b2c3d4")]
    public void A_secret_is_masked_in_the_shortest_text_that_holds_one_also_as_the_value_of_a_member(string text)
    {
        Assert.DoesNotContain("a1b2c3d4", SecretMask.Default.Apply(text), StringComparison.Ordinal);

        var buffer = new Utf8Buffer();
        new TradeLineWriter(TimestampForm.Utc, new TradeLineLimits()).Write(
            buffer, default, "A", new { Note = text, Again = text }, eventTime: null);
        Assert.DoesNotContain("a1b2c3d4", Encoding.UTF8.GetString(buffer.Written.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_without_secrets_costs_no_memory()
    {
        const string text = "LONG signal: entry = 17162.51, order key: 7 at https://api.example.com/v3?symbol=BTCUSDT";

        Assert.Equal(0, Allocation.OfCall(0, () => SecretMask.Default.Apply(text)));
    }

    [Fact]
    public void An_error_is_masked_with_all_that_it_tells()
    {
        var error = new ErrorDetails(
            "T",
            "password=abc1",
            "At x.ps1:1\n+ $token = 'abc2'",
            "at f: secret: abc3",
            new ErrorDetails("I", "pwd=abc4;"))
        {
            Category = "token=abc5",
            ErrorId = "secret=abc6",
            Target = "password=abc7",
        };

        ErrorDetails masked = error.WithoutSecrets(SecretMask.Default);

        Assert.DoesNotContain("abc", masked.ToString(), StringComparison.Ordinal);
        Assert.Contains("$token = '***'", masked.Position, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_the_user_are_masked_in_texts_too()
    {
        var mask = new SecretMask(["strategy_params", "x*edge"], ["token"]);

        Assert.Equal("StrategyParams=***&token=t&xSomeEdge=***", mask.Apply("StrategyParams=1.5&token=t&xSomeEdge=2"));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    public void A_text_that_is_cut_anywhere_leaks_no_more_than_the_cut_name(int step)
    {
        foreach (ExchangeMessages message in ExchangeMessages.All)
        {
            for (int length = 0; length < message.Text.Length; length += step)
                Assert.NotNull(SecretMask.Default.Apply(message.Text[..length]));
        }
    }

    [Fact]
    public void Nothing_can_be_masked_with_null()
    {
        Assert.Throws<ArgumentNullException>(() => SecretMask.Default.Apply((string)null!));
        Assert.Throws<ArgumentNullException>(
            () => ErrorDetails.From(new InvalidOperationException()).WithoutSecrets(null!));
        Assert.Throws<ArgumentNullException>(() => SecretMask.Default.IsSecret(null!));
        Assert.Throws<ArgumentNullException>(() => new SecretMask(null!, []));
        Assert.Throws<ArgumentNullException>(() => new SecretMask([], null!));
    }
}
