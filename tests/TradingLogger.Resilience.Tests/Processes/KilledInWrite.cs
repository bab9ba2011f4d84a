using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using TradingLogging.Resilience.Tests.Logs;
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

    /// <summary>Lets a writer write and kills it as soon as a write is seen under way, or when it has written
    /// all.</summary>
    /// <param name="job">What it writes; it acknowledges.</param>
    /// <param name="records">How many records or batches. On a machine that shows no write under way, a writer without
    /// an end would fill the disk.</param>
    /// <param name="isWriting">Whether a write is under way.</param>
    /// <returns>The numbers of the records that it had acknowledged.</returns>
    public static IReadOnlyList<int> Write(WriterJob job, int records, Func<bool> isWriting)
    {
        using var writer = new WriterProcess(job);
        writer.WaitUntilReady();
        writer.Write(records);
        KillInWrite(writer, records, isWriting);
        return writer.Acknowledged;
    }

    /// <summary>Kills a writer in a batch as soon as the end of the file shows that a write is under way, or when it
    /// has written all.</summary>
    /// <param name="writer">A writer that acknowledges.</param>
    /// <param name="path">Its file.</param>
    /// <param name="batches">How many batches it writes.</param>
    public static void KillInBatch(WriterProcess writer, string path, int batches)
    {
        writer.Write(batches);
        // Until then the file ends as the writer before it left it.
        writer.WaitForAcknowledged(1);
        using SafeFileHandle file = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        KillInWrite(writer, batches, () => TornLine.IsAtEndOf(file));
    }

    // A thread that sleeps between two looks would see a write too late to kill its writer.
    private static void KillInWrite(WriterProcess writer, int records, Func<bool> isWriting)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isWriting() && writer.AcknowledgedCount < records)
        {
            Assert.True(
                Stopwatch.GetElapsedTime(start) < ChildProcess.Patience,
                $"No write was seen under way, and {writer.AcknowledgedCount} of {records} are acknowledged.");
        }

        writer.Kill();
        writer.WaitForEnd();
    }
}
