namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>The locks of <c>flock</c> that a process holds, as the kernel lists them.</summary>
internal static class FileLocks
{
    /// <summary>Whether a process holds the lock of a file of this name.</summary>
    /// <remarks>The lock is looked at and not tried: a trial takes it for a moment, and a writer that meets the
    /// trial does not queue.</remarks>
    public static bool IsHeldBy(ChildProcess process, string fileName)
    {
        var descriptors = new DirectoryInfo($"/proc/{process.Id}/fd");
        return descriptors.GetFiles().Any(descriptor =>
            Path.GetFileName(descriptor.LinkTarget) == fileName && IsLocked(process, descriptor.Name));
    }

    private static bool IsLocked(ChildProcess process, string descriptor) =>
        ReadIfOpen($"/proc/{process.Id}/fdinfo/{descriptor}").Contains("lock:", StringComparison.Ordinal);

    // A running process opens and closes descriptors between two looks.
    private static string ReadIfOpen(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
