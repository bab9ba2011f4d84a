using System.ComponentModel;
using System.Runtime.InteropServices;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>Turns the error number of the last system call into an exception that names path and cause.</summary>
internal static class UnixError
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
