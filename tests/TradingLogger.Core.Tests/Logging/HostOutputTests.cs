using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Logging;

[Collection(FacadeCollection.Name)]
public sealed class HostOutputTests
{
    [Fact]
    public void A_warning_that_cannot_be_shown_ends_nothing()
    {
        TextWriter former = Console.Error;
        Console.SetError(new FullDisk());
        try
        {
            HostOutput.Warn("nobody sees this");
        }
        finally
        {
            Console.SetError(former);
        }
    }

    private sealed class FullDisk : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }
}
