namespace TradingLogging.Json.Converters;

/// <summary>The adapters of this process: how hosts make their kinds of object known to trade events.</summary>
public static class ValueAdapters
{
    private static readonly object Gate = new();
    private static volatile IValueAdapter[] _all = [];

    /// <summary>The registered adapters; asked in this order.</summary>
    internal static IValueAdapter[] All => _all;

    /// <summary>Makes an adapter known. Registered twice, it is still asked once.</summary>
    /// <param name="adapter">The adapter; called by several threads at once.</param>
    /// <exception cref="ArgumentNullException"><paramref name="adapter"/> is null.</exception>
    public static void Register(IValueAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        lock (Gate)
        {
            if (Array.IndexOf(_all, adapter) < 0)
                _all = [.. _all, adapter];
        }
    }

    /// <summary>Forgets an adapter. One that was never registered is no error.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <exception cref="ArgumentNullException"><paramref name="adapter"/> is null.</exception>
    public static void Unregister(IValueAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        lock (Gate)
            _all = Array.FindAll(_all, other => !ReferenceEquals(other, adapter));
    }
}
