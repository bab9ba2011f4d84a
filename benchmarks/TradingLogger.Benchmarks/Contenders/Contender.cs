namespace TradingLogging.Benchmarks.Contenders;

/// <summary>A logger that writes the same trade event again and again to a file of its own.</summary>
internal abstract class Contender : IDisposable
{
    /// <summary>The row of the table.</summary>
    public abstract string Name { get; }

    /// <summary>Whether an event is with the operating system when the call returns.</summary>
    public virtual bool IsDurable => true;

    /// <summary>Opens the log in an empty directory.</summary>
    public abstract void Open(string directory);

    /// <summary>Logs the event. Called by several threads at once.</summary>
    public abstract void Log();

    /// <summary>Waits until every event is with the operating system, and lets go of the file.</summary>
    public abstract void Dispose();
}
