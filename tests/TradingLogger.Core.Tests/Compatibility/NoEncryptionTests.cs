using TradingLogging.Configuration;
using TradingLogging.Tests.Specification;
using Xunit;

namespace TradingLogging.Tests.Compatibility;

/// <summary>.NET Framework has no AES-GCM.</summary>
public sealed class NoEncryptionTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void To_encrypt_members_is_an_error_that_says_what_to_do()
    {
        var config = new LoggingConfig
        {
            LogDirectory = _folder.FullName,
            Encrypt = ["account"],
            EncryptTo = ["reader.pem"],
        };

        string message = Assert.Throws<ConfigurationException>(() => new TestSession(config)).Message;

        Assert.Contains("PowerShell 7.6 or later", message, StringComparison.Ordinal);
    }
}
