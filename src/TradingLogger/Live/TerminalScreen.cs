using System.Management.Automation.Host;
using System.Text;

namespace TradingLogging.PowerShell.Live;

/// <summary>A page of text on a terminal, written over itself. What the terminal showed before comes back at the
/// end.</summary>
/// <param name="terminal">The terminal, which understands escape sequences.</param>
internal sealed class TerminalScreen(PSHostUserInterface terminal) : IDisposable
{
    // The alternate screen, without cursor, and without line breaks where a character is wider than expected.
    private const string Enter = "\e[?1049h\e[?25l\e[?7l";
    private const string Leave = "\e[?7h\e[?25h\e[?1049l";

    // Terminals that know this mark show a frame as a whole; others ignore it.
    private const string BeginFrame = "\e[?2026h\e[H";
    private const string EndFrame = "\e[J\e[?2026l";
    private const string EndLine = "\e[K";

    private string _shown = "";
    private bool _isEntered;

    /// <summary>Shows lines in place of those before. Nothing is written when they are the same.</summary>
    /// <param name="lines">The lines, without control characters; not more than the terminal has.</param>
    /// <param name="size">The size of the terminal.</param>
    public void Show(IReadOnlyList<string> lines, Size size)
    {
        var frame = new StringBuilder(BeginFrame);
        for (int index = 0; index < lines.Count; index++)
            frame.Append(index == 0 ? "" : "\r\n").Append(lines[index]).Append(EndLine);
        frame.Append(EndFrame);
        // A terminal of another size has moved its lines.
        string shown = FormattableString.Invariant($"{size.Width} {size.Height} {frame}");
        if (shown == _shown)
            return;
        _shown = shown;
        string begin = _isEntered ? "" : Enter;
        _isEntered = true;
        terminal.Write(begin + frame);
    }

    /// <summary>Gives the terminal back as it was.</summary>
    public void Dispose()
    {
        if (!_isEntered)
            return;
        _isEntered = false;
        try
        {
            terminal.Write(Leave);
        }
        catch (Exception exception) when (exception is HostException or IOException or ObjectDisposedException)
        {
            // The terminal is gone.
        }
    }
}
