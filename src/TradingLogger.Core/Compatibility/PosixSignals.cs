namespace System.Runtime.InteropServices;

// .NET Framework has no signals: a registration for one never hears anything.
internal enum PosixSignal
{
    SIGHUP,
    SIGINT,
    SIGQUIT,
    SIGTERM,
}

internal sealed class PosixSignalContext;

internal sealed class PosixSignalRegistration : IDisposable
{
    private PosixSignalRegistration()
    {
    }

    public static PosixSignalRegistration Create(PosixSignal signal, Action<PosixSignalContext> handler) => new();

    public void Dispose()
    {
    }
}
