namespace TradingLogging.Storage.Locking;

/// <summary>Looks after the locks that writers keep between two records. A writer in full swing keeps its lock, which saves two
/// system calls a record; this background thread takes it from a writer that has paused, and reminds one that has not to ask
/// whether others wait and whether its file is still where it was.</summary>
internal static class LockLeaseTimer
{
    private const int TickMilliseconds = 2;

    private static readonly List<AppendFile> Watched = [];
    private static Thread? s_thread;

    /// <summary>Watches a file until its lock is no longer kept.</summary>
    public static void Watch(AppendFile file)
    {
        lock (Watched)
        {
            if (Watched.Contains(file))
                return;
            Watched.Add(file);
            if (s_thread is null)
            {
                s_thread = new Thread(Run) { IsBackground = true, Name = "TradingLogger lock keeper" };
                s_thread.Start();
            }

            Monitor.Pulse(Watched);
        }
    }

    private static void Run()
    {
        while (true)
        {
            foreach (AppendFile file in WaitForWork())
            {
                file.OnTick();
                Forget(file);
            }

            Thread.Sleep(TickMilliseconds);
        }
    }

    private static AppendFile[] WaitForWork()
    {
        lock (Watched)
        {
            while (Watched.Count == 0)
                Monitor.Wait(Watched);
            return [.. Watched];
        }
    }

    // A writer keeps its lock first and asks to be watched then: so under this lock the answer cannot be stale.
    private static void Forget(AppendFile file)
    {
        lock (Watched)
        {
            if (!file.IsLockKept)
                Watched.Remove(file);
        }
    }
}
