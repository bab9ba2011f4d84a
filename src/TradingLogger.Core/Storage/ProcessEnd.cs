using System.Runtime.InteropServices;

namespace TradingLogging.Storage;

/// <summary>Calls back before the process ends: at its regular end, at an exception that nobody handles, and at the
/// signals SIGTERM, SIGHUP, SIGINT and SIGQUIT. <c>kill -9</c> and a power cut cannot be heard of.</summary>
/// <remarks>.NET does not raise <see cref="AppDomain.ProcessExit"/> for these signals. What a signal does afterwards is
/// not changed: a process that handles it lives on, any other ends by it. On .NET Framework there are no
/// signals.</remarks>
internal static class ProcessEnd
{
    private static readonly object Gate = new();
    private static Action<bool>[] s_listeners = [];
    private static PosixSignalRegistration[] s_signals = [];

    /// <summary>How long all listeners together may keep a signal waiting.</summary>
    public static TimeSpan Bound { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Adds a listener. It hears whether the process may live on, which is so after a signal.</summary>
    public static void Add(Action<bool> listener)
    {
        lock (Gate)
        {
            if (s_listeners.Length == 0)
                Begin();
            s_listeners = [.. s_listeners, listener];
        }
    }

    /// <summary>Removes a listener; one that is not there is ignored.</summary>
    public static void Remove(Action<bool> listener)
    {
        lock (Gate)
        {
            bool wasAny = s_listeners.Length > 0;
            s_listeners = [.. s_listeners.Where(other => other != listener)];
            if (wasAny && s_listeners.Length == 0)
                End();
        }
    }

    private static void Begin()
    {
        AppDomain.CurrentDomain.ProcessExit += OnEnd;
        AppDomain.CurrentDomain.UnhandledException += OnEnd;
        s_signals =
        [
            .. ((PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
                .Select(signal => PosixSignalRegistration.Create(signal, _ => Tell(mayLiveOn: true))),
        ];
    }

    private static void End()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnEnd;
        AppDomain.CurrentDomain.UnhandledException -= OnEnd;
        foreach (PosixSignalRegistration signal in s_signals)
            signal.Dispose();
        s_signals = [];
    }

    private static void OnEnd(object? sender, EventArgs arguments) => Tell(mayLiveOn: false);

    private static void Tell(bool mayLiveOn)
    {
        foreach (Action<bool> listener in s_listeners)
            listener(mayLiveOn);
    }
}
