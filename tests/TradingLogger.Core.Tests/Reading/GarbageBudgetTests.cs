using System.Runtime.CompilerServices;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

public sealed class GarbageBudgetTests
{
    private const int Kilobyte = 1024;
    private const int Megabytes = 64;
    private const int MostMegabytes = 18;

    // Tests beside this one make garbage too, and the runtime collects when it likes: either leaves less of this one's.
    [Fact]
    public void A_long_reading_never_leaves_much_more_than_the_budget_behind()
    {
        var budget = new GarbageBudget();
        var left = new List<WeakReference>();

        for (int megabyte = 0; megabyte < Megabytes; megabyte++)
        {
            Leave(left);
            budget.Keep();
        }

        Assert.InRange(left.Count(one => one.IsAlive), 0, MostMegabytes * Kilobyte);
    }

    // In a method of its own: no local variable of the test keeps what it leaves.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Leave(List<WeakReference> left)
    {
        for (int kilobyte = 0; kilobyte < Kilobyte; kilobyte++)
            left.Add(new WeakReference(new byte[Kilobyte]));
    }
}
