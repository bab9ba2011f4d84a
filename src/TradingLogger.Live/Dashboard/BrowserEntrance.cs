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

    private string? _directory;

    /// <summary>The entrance of this machine.</summary>
    public static BrowserEntrance OfMachine() => new(
        information => Process.Start(information)?.Dispose(), Path.DirectorySeparatorChar == '\\');

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
