using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Samples;

public sealed class PipelineTests
{
    private static readonly string Call =
        $"& '{Sample.File("pipeline/record-fills.ps1")}' '{Sample.File("pipeline/fills.csv")}'";

    [Fact]
    public void Each_fill_is_one_event_with_the_digits_of_the_file()
    {
        using var session = new PowerShellSession("de-DE");

        session.Invoke(Call).Succeeded();

        var events = Sample.Events(session.File("logs/trades.log"));
        Assert.Equal(["ORDER_FILLED", "ORDER_FILLED", "ORDER_FILLED"], events.Select(Sample.Action));
        Assert.Equal(["12345", "12346", "12347"], events.Select(fill => fill.Text("order_id")));
        Assert.Equal(["0.10", "1.5", "0.10"], events.Select(fill => fill.GetProperty("quantity").GetRawText()));
        Assert.Equal("50010.00", events[0].GetProperty("price").GetRawText());
    }

    [Fact]
    public void The_events_written_come_out_of_the_pipeline()
    {
        using var session = new PowerShellSession();

        var written = session.Invoke($"{Call} -Symbol ETH*").Succeeded();

        Assert.Equal("12346", Assert.Single(written.Output).Properties["order_id"].Value);
    }
}
