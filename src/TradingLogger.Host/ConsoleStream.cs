namespace TradingLogging.ScriptHost;

/// <summary>One of the process's output streams, which may or may not show colours.</summary>
/// <param name="writer">Where the text goes.</param>
/// <param name="colours">False to take ANSI sequences out of everything written.</param>
internal sealed class ConsoleStream(TextWriter writer, bool colours)
{
    /// <summary>Whether colours are shown.</summary>
    public bool Colours => colours;

    /// <summary>Writes in one call, so that lines of parallel runspaces do not mix.</summary>
    /// <param name="text">The text, with its newline if it has one.</param>
    public void Write(string text)
    {
        writer.Write(colours ? text : TerminalColours.Plain(text));
        writer.Flush();
    }
}
