using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TradingLogging.Storage.Platform.Windows;

/// <summary>Permission bits as Windows knows them: who has rights to a file or directory from the moment it is made.</summary>
[ExcludeFromCodeCoverage] // Runs on Windows only.
internal static unsafe class WindowsAccess
{
    // Protected against what the directory would pass on: all rights for SYSTEM, the administrators and whoever is the owner.
    private const string OwnersFile = "D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;S-1-3-4)";
    private const string OwnersDirectory = "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;S-1-3-4)";

    private static readonly Lazy<nint> File = new(() => Convert(OwnersFile));
    private static readonly Lazy<nint> Directory = new(() => Convert(OwnersDirectory));

    /// <summary>What to hand to the call that makes the name. Windows has no group of a file: a mode without rights for others
    /// leaves the owner and the administrators, one with such rights leaves everything to the directory.</summary>
    public static WindowsNative.SecurityAttributes Of(int mode, bool isDirectory) => new()
    {
        Length = sizeof(WindowsNative.SecurityAttributes),
        Descriptor = CreationModes.IsForOthers(mode) ? 0 : (isDirectory ? Directory : File).Value,
    };

    private static nint Convert(string text) =>
        WindowsNative.ConvertToSecurityDescriptor(text, revision: 1, out nint descriptor, size: 0) != 0
            ? descriptor
            : throw new FileOperationException("Cannot describe rights to files.", new Win32Exception(Marshal.GetLastWin32Error()));
}
