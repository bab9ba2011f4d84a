using System.Management.Automation.Host;
using TradingLogging.Logging;

namespace TradingLogging.PowerShell.Output;

/// <summary>The colours of the levels, and where they are shown.</summary>
internal static class HostColours
{
    /// <summary>Whether a host shows colours: on a terminal, unless <c>NO_COLOR</c> is set to anything
    /// (no-color.org).</summary>
    public static bool AreShownBy(PSHostUserInterface? userInterface) =>
        userInterface is { SupportsVirtualTerminal: true }
        && AreShown(Console.IsOutputRedirected, Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Whether a host that knows colours shows them.</summary>
    /// <param name="isRedirected">Whether the output goes to a file or a pipe.</param>
    /// <param name="noColor">The variable <c>NO_COLOR</c>; null when it is not set.</param>
    public static bool AreShown(bool isRedirected, string? noColor) => !isRedirected && string.IsNullOrEmpty(noColor);

    /// <summary>The colour of a level; null for the host's own.</summary>
    public static ConsoleColor? Of(LogLevel level) => level switch
    {
        LogLevel.Debug => ConsoleColor.DarkGray,
        LogLevel.Warning => ConsoleColor.Yellow,
        LogLevel.Error => ConsoleColor.Red,
        LogLevel.Critical => ConsoleColor.Magenta,
        _ => null,
    };

    /// <summary>The colour of a trade event; null for the host's own.</summary>
    public static ConsoleColor? Of(TradeTone tone) => tone switch
    {
        TradeTone.Fill => ConsoleColor.Cyan,
        TradeTone.Gain => ConsoleColor.Green,
        TradeTone.Loss => ConsoleColor.Red,
        TradeTone.Failure => ConsoleColor.Yellow,
        _ => null,
    };

    /// <summary>The background that a host's terminal has; null when the host does not know it.</summary>
    public static ConsoleColor? BackgroundOf(PSHostUserInterface userInterface)
    {
        try
        {
            return userInterface.RawUI?.BackgroundColor;
        }
        catch (Exception exception)
            when (exception is HostException or NotImplementedException or IOException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The columns of a host's terminal; null when the output goes elsewhere.</summary>
    /// <param name="userInterface">The host's.</param>
    /// <param name="isRedirected">Whether the output goes to a file or a pipe.</param>
    public static int? WidthOf(PSHostUserInterface? userInterface, bool isRedirected) =>
        SizeOf(userInterface, isRedirected)?.Width;

    /// <summary>The columns and lines of a host's terminal; null when the output goes elsewhere.</summary>
    /// <param name="userInterface">The host's.</param>
    /// <param name="isRedirected">Whether the output goes to a file or a pipe.</param>
    public static Size? SizeOf(PSHostUserInterface? userInterface, bool isRedirected)
    {
        if (isRedirected || userInterface is not { SupportsVirtualTerminal: true, RawUI: { } screen })
            return null;
        try
        {
            return screen.WindowSize;
        }
        catch (Exception exception)
            when (exception is HostException or NotImplementedException or IOException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
