using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace TradingLogging.Tests.Compatibility;

/// <summary>Members of .NET that these tests use, .NET Framework lacks, and no package adds.</summary>
internal static class Additions
{
    extension(GC)
    {
        /// <summary>Skips the test: on .NET Framework nobody counts.</summary>
        public static long GetAllocatedBytesForCurrentThread()
        {
            Assert.Skip("This runtime does not tell what a thread allocates.");
            return 0;
        }
    }

    extension(DateTime)
    {
        public static DateTime UnixEpoch => new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    }

    extension(TimeSpan)
    {
        public static long TicksPerMicrosecond => 10;
    }

    extension(Path)
    {
        public static string GetFullPath(string path, string basePath) =>
            Path.GetFullPath(Path.Combine(basePath, path));
    }

    extension(Environment)
    {
        public static bool IsPrivilegedProcess => GetEffectiveUser() == 0;
    }

    extension(TimeZoneInfo)
    {
        public static bool TryFindSystemTimeZoneById(string name, out TimeZoneInfo? zone)
        {
            try
            {
                zone = TimeZoneInfo.FindSystemTimeZoneById(name);
            }
            catch (TimeZoneNotFoundException)
            {
                zone = null;
            }

            return zone is not null;
        }
    }

    extension(File)
    {
        public static void CreateSymbolicLink(string path, string target) => Assert.Equal(0, MakeLink(target, path));

        public static FileSystemInfo? ResolveLinkTarget(string path, bool returnFinalTarget)
        {
            Assert.False(returnFinalTarget);
            return new FileInfo(path).LinkTarget is { } target ? new FileInfo(target) : null;
        }
    }

    extension(FileInfo file)
    {
        public string? LinkTarget
        {
            get
            {
                byte[] target = new byte[4096];
                int length = (int)ReadLink(file.FullName, target, new IntPtr(target.Length));
                return length < 0 ? null : Encoding.UTF8.GetString(target, 0, length);
            }
        }
    }

    extension(string text)
    {
        public string Replace(string former, string latter, StringComparison comparison)
        {
            Assert.Equal(StringComparison.Ordinal, comparison);
            return text.Replace(former, latter);
        }
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUser();

    [DllImport("libc", EntryPoint = "symlink", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int MakeLink(string target, string path);

    [DllImport("libc", EntryPoint = "readlink", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern IntPtr ReadLink(string path, byte[] target, IntPtr length);
}

// Two extensions of one class cannot have methods of one name.
internal static class DirectoryAdditions
{
    extension(Directory)
    {
        public static void CreateSymbolicLink(string path, string target) => File.CreateSymbolicLink(path, target);
    }
}
