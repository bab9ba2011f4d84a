using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>Writers of large records that are killed while a write is under way. Not every kill comes in time to cut
/// it.</summary>
internal static class KilledInWrite
{
    /// <summary>Kills writers until enough writes were cut; skips the test when the system cuts none.</summary>
    /// <param name="wanted">How many.</param>
    /// <param name="most">After how many writers to be content with less.</param>
    /// <param name="kill">Kills one and looks at what it left; tells whether its write was cut.</param>
    /// <returns>How many writers were killed, and how many writes cut.</returns>
    public static (int Rounds, int Cuts) Repeat(int wanted, int most, Func<bool> kill)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux is known to cut writes short.");
        int cuts = 0;
        int rounds = 0;
        while (cuts < wanted && rounds < most)
        {
            rounds++;
            cuts += kill() ? 1 : 0;
        }

        Assert.SkipWhen(cuts == 0, "No kill met a write.");
        return (rounds, cuts);
    }

    /// <summary>Lets a writer write and kills it as soon as a write is seen under way.</summary>
    /// <returns>The numbers of the records that it had acknowledged.</returns>
    public static IReadOnlyList<int> Write(WriterJob job, Func<bool> isWriting)
    {
        using var writer = new WriterProcess(job);
        writer.WaitUntilReady();
        writer.Write(int.MaxValue);
        Assert.True(SpinWait.SpinUntil(isWriting, ChildProcess.Patience));
        writer.Kill();
        writer.WaitForEnd();
        return writer.Acknowledged;
    }
}
