using TradingLogging.Masking;

namespace TradingLogging.Logging;

/// <summary>Takes console lines and warnings while a command of a host runs. A host, such as the PowerShell module,
/// sets its own for the time of a call. Without one, lines go to stdout and warnings to stderr.</summary>
public abstract class HostOutput
{
    [ThreadStatic]
    private static HostOutput? t_current;

    /// <summary>The host's output on this thread; null for stdout and stderr of the process.</summary>
    public static HostOutput? Current
    {
        get => t_current;
        set => t_current = value;
    }

    /// <summary>The full path of the script whose command runs; null when there is none. Used by
    /// <c>evidence = script</c>.</summary>
    public virtual string? ScriptName => null;

    /// <summary>Shows a log line on the console.</summary>
    /// <param name="level">The record's level, for colour.</param>
    /// <param name="line">The line or lines, without the last line feed.</param>
    /// <param name="failed">Called when the line cannot be shown, now or later: counts the failure.</param>
    public abstract void WriteConsoleLine(LogLevel level, string line, Action<Exception> failed);

    /// <summary>The columns of the terminal that shows the lines of trade events; null when they go elsewhere and are
    /// not cut.</summary>
    public virtual int? TerminalWidth => null;

    /// <summary>Shows the line of a trade event on the console.</summary>
    /// <param name="tone">What the event means for its reader, for colour.</param>
    /// <param name="line">The line, without line feed.</param>
    /// <param name="failed">Called when the line cannot be shown, now or later: counts the failure.</param>
    public virtual void WriteTradeLine(TradeTone tone, string line, Action<Exception> failed) =>
        WriteConsoleLine(LogLevel.Info, line, failed);

    /// <summary>Shows a warning. Nothing has been lost when it is called.</summary>
    /// <param name="message">What happened, in one sentence.</param>
    public abstract void WriteWarning(string message);

    /// <summary>Shows a warning that may hold for each of many events in the same words. A host may show it once and
    /// count. Nothing has been lost when it is called.</summary>
    /// <param name="subject">The event, for example <c>Trade event ORDER_FILLED</c>.</param>
    /// <param name="message">What happened, in sentences.</param>
    public virtual void WriteWarning(string subject, string message) => WriteWarning($"{subject}: {message}");

    /// <summary>Waits, two seconds at most, until the process's stdout takes a line at once.</summary>
    /// <returns>Null when it does; else why it does not, in a sentence. When nobody reads, the next call does not
    /// wait.</returns>
    protected static string? FindObstacleOfStandardOutput() => ConsolePipe.Output.FindObstacle();

    /// <summary>Waits, two seconds at most, until the process's stderr takes a line at once.</summary>
    /// <inheritdoc cref="FindObstacleOfStandardOutput"/>
    protected static string? FindObstacleOfStandardError() => ConsolePipe.Error.FindObstacle();

    internal static void Warn(string message)
    {
        message = SecretMask.ToVisible(message);
        if (t_current is { } output)
            output.WriteWarning(message);
        else
            WarnOnStandardError(message);
    }

    internal static void Warn(string subject, string message)
    {
        if (t_current is { } output)
            output.WriteWarning(SecretMask.ToVisible(subject), SecretMask.ToVisible(message));
        else
            Warn($"{subject}: {message}");
    }

    private static void WarnOnStandardError(string message)
    {
        if (ConsolePipe.Error.FindObstacle() is not null)
            return;
        try
        {
            Console.Error.WriteLine("TradingLogger: " + message);
        }
        catch (IOException)
        {
            // stderr may be a file on the same full disk. A warning must not end the host, least of all one from a
            // background thread.
        }
    }
}

/// <summary>What a trade event means for who watches the console.</summary>
public enum TradeTone
{
    /// <summary>Nothing in particular.</summary>
    Neutral,

    /// <summary>Something was filled or executed.</summary>
    Fill,

    /// <summary>A pnl above 0.</summary>
    Gain,

    /// <summary>A pnl below 0.</summary>
    Loss,

    /// <summary>A reject, a failure or a liquidation.</summary>
    Failure,
}
