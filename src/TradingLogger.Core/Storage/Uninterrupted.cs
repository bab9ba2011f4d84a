namespace TradingLogging.Storage;

/// <summary>Work that an interrupt of the thread must not end: on a record that is already in the file, which an
/// exception would call lost, and the end of logging.</summary>
internal static class Uninterrupted
{
    /// <summary>Does the work to its end. An interrupt that comes meanwhile meets the thread at its next
    /// wait.</summary>
    /// <param name="work">The work. It may be begun again after an interrupt.</param>
    public static void Do(Action work)
    {
        bool isInterrupted = false;
        try
        {
            while (!TryDo(work))
                isInterrupted = true;
        }
        finally
        {
            if (isInterrupted)
                Thread.CurrentThread.Interrupt();
        }
    }

    private static bool TryDo(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }
    }
}
