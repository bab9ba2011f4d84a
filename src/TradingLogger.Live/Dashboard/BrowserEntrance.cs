using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Live.Dashboard;

/// <summary>Opens an address with a token in the user's browser. Where every user may read the command lines of all
/// processes, the browser gets a file that only its user may read, and that leads on to the address.</summary>
/// <param name="start">Starts a program.</param>
/// <param name="isWindows">Whether command lines are private.</param>
internal sealed class BrowserEntrance(Action<ProcessStartInfo> start, bool isWindows) : IDisposable
{
    private static readonly CreationModes Private = new(File: 0x180, Directory: 0x1C0);
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(1);

    private string? _directory;

    /// <summary>The entrance of this machine.</summary>
    public static BrowserEntrance OfMachine() => new(
        information => StartProgram(information, LongestRefusal), Path.DirectorySeparatorChar == '\\');

    /// <summary>Starts a program. Those that look for a browser end soon, and say by their exit code that there is
    /// none; a browser stays.</summary>
    /// <param name="information">The program. What the shell of Windows starts says by itself what fails.</param>
    /// <param name="wait">How long to wait for its end.</param>
    /// <exception cref="InvalidOperationException">It ended with an exit code other than 0.</exception>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    internal static void StartProgram(ProcessStartInfo information, TimeSpan wait)
    {
        using Process? program = Process.Start(information);
        if (information.UseShellExecute || program is null || !program.WaitForExit((int)wait.TotalMilliseconds))
            return;
        if (program.ExitCode != 0)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{information.FileName} ended with exit code {program.ExitCode}."));
        }
    }

    /// <summary>Opens an address.</summary>
    /// <exception cref="IOException">The file cannot be written, or there is no browser.</exception>
    public void Open(Uri address)
    {
        ProcessStartInfo information = isWindows
            ? new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true }
            : Opening(WriteFile(address));
        try
        {
            start(information);
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            throw new IOException($"No browser can be opened: {exception.Message}", exception);
        }
    }

    /// <summary>Deletes the file.</summary>
    public void Dispose()
    {
        try
        {
            if (_directory is not null)
                Directory.Delete(_directory, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The token in it is worth nothing any more.
        }
    }

    private static ProcessStartInfo Opening(string file) => new(
        Directory.Exists("/System/Library") ? "open" : "xdg-open", $"\"{file}\"")
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private string WriteFile(Uri address)
    {
        _directory ??= Path.Combine(Path.GetTempPath(), "tradinglogger-" + Path.GetRandomFileName());
        string path = Path.Combine(_directory, "dashboard.html");
        PlatformFiles.For(Private).ReplaceContent(
            path,
            Encoding.ASCII.GetBytes(
                "<!DOCTYPE html><title>TradingLogger</title>"
                    + $"<meta http-equiv=\"refresh\" content=\"0; url={address}\">\n"),
            isSynced: false);
        return path;
    }
}
