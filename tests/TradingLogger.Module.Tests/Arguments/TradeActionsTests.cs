using TradingLogging.PowerShell.Arguments;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Arguments;

public sealed class TradeActionsTests
{
    [Fact]
    public void The_memory_for_actions_is_bounded_and_has_the_last_one()
    {
        for (var i = 0; i < 1000; i++)
        {
            TradeActions.Remember($"BOUNDED_{i}");

            Assert.Contains($"BOUNDED_{i}", TradeActions.Known);
            Assert.InRange(TradeActions.Known.Count(), 4, 300);
        }
    }
}
