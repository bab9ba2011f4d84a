namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>The programs that the machine may have or not.</summary>
internal static class Programs
{
    private static readonly string[] Directories =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/sbin"];

    public static bool Exists(string name) => Directories.Any(directory => File.Exists(Path.Combine(directory, name)));
}
