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
