namespace System.Net.Sockets;

// .NET Standard 2.0 has no address of a Unix socket, and .NET Framework on Windows nobody who listens on one.
internal sealed class UnixDomainSocketEndPoint : EndPoint
{
    public UnixDomainSocketEndPoint(string path) =>
        throw new PlatformNotSupportedException($"The journal of systemd ('{path}') needs .NET 10 on Linux.");
}
