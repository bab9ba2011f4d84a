using System.Runtime.InteropServices;
using Xunit;

namespace TradingLogging.Tests;

/// <summary>Tells Windows from wine, which runs the Windows build of these tests in CI. What wine does otherwise is
/// listed in <c>docs/platforms.md</c>.</summary>
internal static class Wine
{
    // An export that only wine's ntdll has, made for this question.
    private static readonly Lazy<bool> IsHere = new(() => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        && GetProcAddress(GetModuleHandle("ntdll.dll"), "wine_get_version") != IntPtr.Zero);

    /// <summary>Skips a test that wine cannot do; on Windows it runs.</summary>
    public static void Skip(string reason) => Assert.SkipWhen(IsHere.Value, "wine: " + reason);

    [DllImport("kernel32", CharSet = CharSet.Unicode)]
    private static extern IntPtr GetModuleHandle(string name);

    [DllImport("kernel32", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern IntPtr GetProcAddress(IntPtr module, string name);
}
