using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Forwarding;

/// <summary>Makes a forwarder forget what it has sent. Neither the log nor the receiver is changed.</summary>
public static class ForwarderReset
{
    /// <summary>Forgets what was sent: the next start sends everything that the log still has. Ids stay the same, so a
    /// receiver that drops equal ids has each event once.</summary>
    /// <param name="logDirectory">The directory of the log.</param>
    /// <param name="name">The name of the forwarder.</param>
    /// <returns>False when there is no such forwarder.</returns>
    /// <exception cref="Configuration.ConfigurationException">The name cannot be that of a forwarder.</exception>
    /// <exception cref="IOException">The forwarder runs, or a file cannot be read, written or deleted.</exception>
    public static bool Resend(string logDirectory, string name) => WithLock(logDirectory, name, (files, paths) =>
    {
        // The ids of fallback lines stay, so that these lines are sent under them once more.
        var checkpoint = new Checkpoint(files, paths);
        checkpoint.Load(warn: _ => { });
        var fallbackIds = new FallbackIds(files, paths.FallbackIds, checkpoint.Used);
        fallbackIds.Load(warn: _ => { });
        fallbackIds.MarkUsed();
        // The list of sent days stays, empty: without it, rotation would no longer keep days for the forwarder.
        files.Delete(paths.Checkpoint);
        StateFile.Write(files, paths.Sent, []);
    });

    /// <summary>Removes a forwarder with all that it remembers, its dead letters included. Rotation no longer keeps
    /// days for it.</summary>
    /// <inheritdoc cref="Resend"/>
    public static bool Remove(string logDirectory, string name) => WithLock(logDirectory, name, (files, paths) =>
    {
        foreach (string path in paths.Memory)
            files.Delete(path);
    });

    private static bool WithLock(string logDirectory, string name, Action<PlatformFiles, ForwarderFiles> action)
    {
        ForwarderOptionsCheck.CheckDirectory(logDirectory);
        ForwarderOptionsCheck.CheckName(name);
        var paths = new ForwarderFiles(logDirectory, name);
        PlatformFiles files = PlatformFiles.Current;
        if (!paths.Memory.Any(path => files.GetStatus(path) is not null))
            return false;
        using ForwarderLock held = ForwarderLock.Take(files, paths.Lock);
        action(files, paths);
        return true;
    }
}
