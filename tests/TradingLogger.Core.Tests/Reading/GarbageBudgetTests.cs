using System.Runtime.CompilerServices;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

public sealed class GarbageBudgetTests
{
    private const int Kilobytes = 64 * 1024;
    private const int MostKilobytes = 17 * 1024;

    [Fact]
    public void A_long_reading_leaves_little_more_than_the_budget_behind()
    {
        var budget = new GarbageBudget();
        WeakReference[] left = Leave(Kilobytes);

        budget.Keep();

        Assert.InRange(left.Count(one => one.IsAlive), 0, MostKilobytes);
    }

    // In a method of its own: no local variable of the test keeps what it leaves.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Leave(int kilobytes) =>
        [.. Enumerable.Range(0, kilobytes).Select(_ => new WeakReference(new byte[1024]))];
}
