using System.Net;
using Microsoft.Extensions.Logging;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using Xunit;

namespace TradingLogging.Extensions.Logging.Tests;

/// <summary>What is masked among the members must not stand in the message that the framework has rendered.</summary>
public sealed partial class SecretMessageTests : IDisposable
{
    private const string Canary = "hunter2Canary";

    private readonly LogFolder _folder = new();

    public static TheoryData<TextFormat> Formats => [TextFormat.Text, TextFormat.Json];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_masked_member_is_masked_in_the_message_however_it_is_rendered(TextFormat format)
    {
        string[] written = Write(format, logger =>
        {
            logger.LogWarning("login {Password} {ApiKey}", Canary, "KEY");
            logger.LogInformation("1 of {Count}: {Password}", 1, "of");
            logger.LogInformation("Order {Password,8} {{x}} {Price:0.00}", "Order", 1.5m);
            logger.LogInformation("{Pin:000000} {Passwords}", 4711, (string[])[Canary, "b"]);
            logger.LogInformation("{@Password} {$ApiKey}", Canary, Canary);
            logger.LogInformation("{Login}", new Login("bob", Canary));
            logger.LogInformation("{Header}", new Cookie("sid", Canary));
            logger.LogInformation("{Name} {Value}", "X-API-KEY", Canary);
            logger.LogInformation("{Password} then {Password}", Canary, "two" + Canary);
            Login1(logger, Canary, 7);
        });

        Assert.DoesNotContain(Canary, string.Concat(written), StringComparison.Ordinal);
        Assert.Equal(
            [
                "login *** ***", "1 of 1: ***", "Order *** {x} 1.50", "*** ***", "*** ***",
                "Login { User = bob, Password = *** }", "***", "X-API-KEY ***", "*** then ***", "7 logs in with ***",
            ],
            written.Select(line => MessageOf(line, format)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_message_of_the_programs_own_shows_no_value_of_a_masked_member(TextFormat format)
    {
        KeyValuePair<string, object?>[] state = [new("Password", Canary), new("ApiKey", "ab"), new("Pin", 4711)];

        string[] written = Write(format, logger =>
        {
            logger.Log(LogLevel.Error, default, state, null, (_, _) => $"x{Canary}x cab ab. 4711");
            var queue = new Queue<KeyValuePair<string, object?>>(state);
            logger.Log(LogLevel.Error, default, queue, null, (_, _) => Canary);
            logger.Log(
                LogLevel.Error,
                default,
                (KeyValuePair<string, object?>[])[.. state, new("{OriginalFormat}", "{Password}")],
                null,
                (_, _) => $"not the template: {Canary}");
        });

        Assert.Equal(
            ["x***x cab ***. ***", "***", "not the template: ***"],
            written.Select(line => MessageOf(line, format)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_value_that_is_no_secret_under_its_name_stays_in_the_message(TextFormat format)
    {
        string[] written = Write(format, logger =>
        {
            logger.LogInformation("{Token} {MaxTokens} {Key} {Password} {Text}", "USDC", 4000, "abc", null, "***");
            logger.LogInformation("{Venues} {When}", (string?[])["X", null], new DateTime(2026, 1, 2));
        });

        Assert.Equal(
            ["USDC 4000 abc (null) ***", "X, (null) 01/02/2026 00:00:00"],
            written.Select(line => MessageOf(line, format)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_scope_shows_no_secret(TextFormat format)
    {
        string[] written = Write(format, logger =>
        {
            using (logger.BeginScope("login {Password}", Canary))
            using (logger.BeginScope(new Dictionary<string, object> { ["ApiKey"] = Canary }))
                logger.LogInformation("inside {Password}", "b" + Canary);
        }, showsContext: true);

        Assert.DoesNotContain(Canary, string.Concat(written), StringComparison.Ordinal);
        Assert.StartsWith("inside ***", MessageOf(Assert.Single(written), format), StringComparison.Ordinal);
    }

    [LoggerMessage(1, LogLevel.Warning, "{User} logs in with {Password}")]
    private static partial void Login1(ILogger logger, string password, int user);

    private static string MessageOf(string line, TextFormat format)
    {
        if (format == TextFormat.Text)
            return line[(line.LastIndexOf(" | ", StringComparison.Ordinal) + 3)..];
        using var json = System.Text.Json.JsonDocument.Parse(line);
        return json.RootElement.GetProperty("message").GetString()!;
    }

    private string[] Write(TextFormat format, Action<ILogger> log, bool showsContext = false)
    {
        using var provider = new TradingLoggerProvider(new()
        {
            Instance = "secrets",
            Configuration = new LoggingConfig
            {
                LogDirectory = _folder.FullName,
                Console = false,
                TextContext = showsContext,
                TextFormat = format,
            },
        });
        using var factory = new LoggerFactory([provider]);
        log(factory.CreateLogger("Desk"));
        return _folder.Lines("trading.log");
    }

    private sealed record Login(string User, string Password);
}
