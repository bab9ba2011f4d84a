using System.Diagnostics;
using TradingLogging.Resilience.Tests.Processes;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>A file system in memory that is soon full. Only root may mount one: without, the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TestDirectory _directory = new();

    public SmallDisk(int kibibytes)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "Only root of Linux can mount a small disk.");
        bool isMounted = Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "none", _directory.FullName);
        if (!isMounted)
            _directory.Dispose();
        Assert.SkipUnless(isMounted, "No file system can be mounted here.");
    }

    public string FullName => _directory.FullName;

    public string File(string name) => _directory.File(name);

    /// <summary>Makes it read-only or writable again.</summary>
    /// <returns>False while a file is open for writing.</returns>
    public bool TrySetReadOnly(bool isReadOnly) =>
        Run("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", _directory.FullName);

    public void Dispose()
    {
        Run("umount", "--lazy", _directory.FullName);
        _directory.Dispose();
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
