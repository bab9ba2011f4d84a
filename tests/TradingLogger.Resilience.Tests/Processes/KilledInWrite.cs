using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>Writers of large records that are killed while a write is under way. Not every kill comes in time to cut
/// it.</summary>
internal static class KilledInWrite
{
    private const int Page = 4096;

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

    /// <summary>Waits until the end of a file shows that a write is under way.</summary>
    /// <remarks>A thread that sleeps between two looks would see a write too late to kill its writer.</remarks>
    public static void WaitUntilTorn(string path)
    {
        using SafeFileHandle file = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        long start = Stopwatch.GetTimestamp();
        while (!IsTorn(file))
            Assert.True(Stopwatch.GetElapsedTime(start) < ChildProcess.Patience);
    }

    // The file grows page by page: when it does not end with a line feed, a write is under way.
    private static bool IsTorn(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        Span<byte> last = stackalloc byte[1];
        return length > 0
            && length % Page == 0
            && RandomAccess.Read(file, last, length - 1) == 1
            && last[0] != '\n';
    }
}
