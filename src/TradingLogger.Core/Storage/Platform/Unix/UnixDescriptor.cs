using Microsoft.Win32.SafeHandles;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>An open file of Unix. Not .NET's own handle, which on Mono closes nothing that Mono has not opened.</summary>
internal sealed class UnixDescriptor : SafeHandleMinusOneIsInvalid
{
    public UnixDescriptor(int number)
        : base(ownsHandle: true)
    {
        SetHandle((IntPtr)number);
    }

    /// <summary>The number by which system calls know it.</summary>
    public int Number => (int)handle;

    protected override bool ReleaseHandle() => UnixNative.Close(Number) == 0;
}
