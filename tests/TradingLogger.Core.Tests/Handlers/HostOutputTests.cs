using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Handlers;

[Collection(FacadeCollection.Name)]
public sealed class HostOutputTests
{
    [Fact]
    public void Without_a_host_a_warning_goes_to_stderr()
    {
        TextWriter stderr = Console.Error;
        using var written = new StringWriter();
        Console.SetError(written);
        try
        {
            HostOutput.Warn("Something happened.");
        }
        finally
        {
            Console.SetError(stderr);
        }

        Assert.Equal("TradingLogger: Something happened." + Environment.NewLine, written.ToString());
    }

    [Fact]
    public void With_a_host_a_warning_goes_to_the_host()
    {
        using var output = new RecordingHostOutput();
        HostOutput.Warn("Something happened.");

        Assert.Equal(["Something happened."], output.Warnings);
    }
}
