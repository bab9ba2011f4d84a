using System.Diagnostics;

namespace TradingLogging.Resilience.Tests.Processes;

/// <summary>Users other than root. Numbers suffice: the system knows users of no name.</summary>
/// <param name="Id">The number of the user.</param>
/// <param name="Group">The number of the group.</param>
internal sealed record User(int Id, int Group)
{
    /// <summary>What makes a command this user's; the group may write what it makes.</summary>
    public IReadOnlyList<string> Launcher =>
    [
        "setpriv", $"--reuid={Id}", $"--regid={Group}", "--clear-groups", "sh", "-c", "umask 002; exec \"$@\"", "sh",
    ];

    /// <summary>Skips the test where processes of other users cannot be started.</summary>
    public static void Require() =>
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "Only root can write as other users.");

    /// <summary>Makes a directory the group's.</summary>
    public void Share(TestDirectory directory)
    {
        Assert.Equal(0, Run(["chown", $":{Group}", directory.FullName]));
        Assert.Equal(0, Run(["chmod", "2770", directory.FullName]));
        Assert.SkipWhen(
            Run([.. Launcher, "test", "-r", WriterProcess.Program[^1]]) != 0,
            "Other users cannot read the directory that the tests were built in.");
    }

    private static int Run(string[] command)
    {
        using var process = Process.Start(command[0], command[1..]);
        process.EndInTime();
        return process.ExitCode;
    }
}
