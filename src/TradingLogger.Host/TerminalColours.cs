using System.Management.Automation;
using System.Management.Automation.Internal;

namespace TradingLogging.ScriptHost;

/// <summary>When colours are shown, and their ANSI sequences.</summary>
internal static class TerminalColours
{
    /// <summary>Stands for whatever colour the terminal has, as <see cref="Console.ForegroundColor"/> has it on Unix.</summary>
    public const ConsoleColor Unset = (ConsoleColor)(-1);

    /// <summary>Bold yellow, as pwsh shows warnings, verbose and debug messages.</summary>
    public const string Notice = "\e[33;1m";

    private const string Reset = "\e[0m";

    /// <summary>Decides for one standard stream.</summary>
    /// <param name="isRedirected">Whether the stream goes to a file or a pipe.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <returns>True on a terminal that understands ANSI sequences, unless <c>NO_COLOR</c> is set (no-color.org).</returns>
    public static bool AreWanted(bool isRedirected, Func<string, string?> environment) =>
        !isRedirected
        // A Windows console shows the sequences as text unless a program switches them on.
        && !OperatingSystem.IsWindows()
        && environment("TERM") is not (null or "dumb")
        && string.IsNullOrEmpty(environment("NO_COLOR"));

    /// <summary>Wraps a text in colours.</summary>
    public static string Paint(string text, ConsoleColor foreground, ConsoleColor background)
    {
        var colours = (foreground == Unset ? "" : PSStyle.MapForegroundColorToEscapeSequence(foreground))
            + (background == Unset ? "" : PSStyle.MapBackgroundColorToEscapeSequence(background));
        return colours.Length == 0 ? text : Paint(text, colours);
    }

    /// <summary>Wraps a text in a sequence and the reset.</summary>
    public static string Paint(string text, string sequence) => sequence + text + Reset;

    /// <summary>Takes every ANSI sequence out of a text.</summary>
    public static string Plain(string text) =>
        text.Contains('\e') ? new StringDecorated(text).ToString(OutputRendering.PlainText) : text;
}
