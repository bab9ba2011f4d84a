namespace TradingLogging.Configuration;

/// <summary>When a record is written (setting <c>mode</c>).</summary>
public enum WriteMode
{
    /// <summary>Before the call that logs it returns. The default.</summary>
    Sync,

    /// <summary>Soon afterwards, in the background: the call only formats. A failure to write is counted and warned of, not
    /// thrown, and what waits is lost when the process is killed. Closing and the ordinary end of the process wait for it.</summary>
    Async,
}
