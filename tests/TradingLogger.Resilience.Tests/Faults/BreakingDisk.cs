using System.Diagnostics;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>A file system (ext4 in a file) that becomes read-only under open files when it is told to, as it does by
/// itself after an error of its disk. Only root may mount one: without, the test is skipped.</summary>
internal sealed class BreakingDisk : IDisposable
{
    private const string ImageSize = "16M";

    private readonly TestDirectory _directory = new();
    private readonly TestDirectory _image = new();

    public BreakingDisk()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "Only root of Linux can mount a disk.");
        bool isMounted = Programs.Exists("mkfs.ext4")
            && Run("truncate", "--size=" + ImageSize, Image)
            && Run("mkfs.ext4", "-q", Image)
            && Run("mount", "-o", "loop", Image, _directory.FullName);
        if (!isMounted)
            DeleteDirectories();
        Assert.SkipUnless(isMounted, "No file can be mounted as a disk here.");
    }

    public string FullName => _directory.FullName;

    private string Image => _image.File("disk");

    public string File(string name) => _directory.File(name);

    /// <summary>From now on it is read-only, whatever is open on it. What was written before is on it: the system
    /// forgets what it writes back too late.</summary>
    public void Break()
    {
        Assert.True(Run("sync", "--file-system", FullName));
        Assert.True(Run("mount", "-o", "remount,abort", FullName));
    }

    public void Dispose()
    {
        Run("umount", "--lazy", FullName);
        DeleteDirectories();
    }

    private void DeleteDirectories()
    {
        _directory.Dispose();
        _image.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEndAsync().InTime();
        process.EndInTime();
        return process.ExitCode == 0;
    }
}
