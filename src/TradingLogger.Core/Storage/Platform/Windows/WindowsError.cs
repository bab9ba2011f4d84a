using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TradingLogging.Storage.Platform.Windows;

/// <summary>Turns the error number of the last system call into an exception that names path and cause.</summary>
[ExcludeFromCodeCoverage] // Runs on Windows only.
internal static class WindowsError
{
    public static FileOperationException Last(string verb, string path)
    {
        int number = Marshal.GetLastWin32Error();
        string cause = new Win32Exception(number).Message;
        return new FileOperationException(FormattableString.Invariant($"Cannot {verb} '{path}': {cause} (error {number})."))
        {
            ErrorNumber = number,
        };
    }
}
