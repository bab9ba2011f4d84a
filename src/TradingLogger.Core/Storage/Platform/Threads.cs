namespace TradingLogging.Storage.Platform;

/// <summary>Starts the background threads of storage. A thread may not be had (<c>RLIMIT_NPROC</c>, too little memory):
/// that is an ordinary failure, and the caller does the work itself.</summary>
internal static class BackgroundThread
{
    /// <summary>Starts a thread that does not keep the process alive.</summary>
    /// <param name="run">The work.</param>
    /// <param name="name">The name of the thread.</param>
    /// <returns>The thread; null when none can be had.</returns>
    public static Thread? TryStart(ThreadStart run, string name)
    {
        try
        {
            var thread = new Thread(run) { IsBackground = true, Name = name };
            thread.Start();
            return thread;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            return null;
        }
    }
}

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
