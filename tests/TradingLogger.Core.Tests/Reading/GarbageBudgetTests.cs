using System.Runtime.CompilerServices;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

public sealed class GarbageBudgetTests
{
    private const int BeyondTheBudget = 20_000;

    [Fact]
    public void What_a_long_reading_leaves_behind_is_collected()
    {
        var budget = new GarbageBudget();
        WeakReference[] left = Leave(BeyondTheBudget);

        budget.Keep();

        Assert.All(left, one => Assert.False(one.IsAlive));
    }

    // In a method of its own: no local variable of the test keeps what it leaves.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Leave(int kilobytes) =>
        [.. Enumerable.Range(0, kilobytes).Select(_ => new WeakReference(new byte[1024]))];
}
