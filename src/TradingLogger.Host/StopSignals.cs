using System.Runtime.InteropServices;

namespace TradingLogging.ScriptHost;

/// <summary>Turns Ctrl+C and SIGTERM into an orderly stop, in which the script's <c>finally</c> blocks run.</summary>
/// <remarks>A second signal is left to the runtime, which ends the process: a script that does not stop can be killed.</remarks>
internal sealed class StopSignals : IDisposable
{
    private const int None = 0;

    private readonly Action _stop;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private int _exitCode = None;

    /// <summary>Listens until disposed.</summary>
    /// <param name="stop">Stops the script; called once, on a thread of its own, and may block.</param>
    public StopSignals(Action stop)
    {
        _stop = stop;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, ScriptHost.ExitCode.Interrupted));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, ScriptHost.ExitCode.Terminated));
    }

    /// <summary>The exit code of the signal that came, or null while none has.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is var code and not None ? code : null;

    /// <summary>Gives the signals back to the runtime.</summary>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Handle(PosixSignalContext context, int exitCode)
    {
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, None) != None)
            return;

        context.Cancel = true;
        _stop();
    }
}
