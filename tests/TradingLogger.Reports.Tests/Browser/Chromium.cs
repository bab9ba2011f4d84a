using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace TradingLogging.Reports.Tests.Browser;

/// <summary>A headless Chromium with a profile of its own, talked to by the DevTools protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Announcement = "DevTools listening on ws://";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private readonly string _address;

    private Chromium(Process process, DirectoryInfo profile, string address)
    {
        _process = process;
        _profile = profile;
        _address = address;
    }

    /// <summary>The full path of the browser; null when this machine has none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator)
        .SelectMany(directory => Names.Select(name => System.IO.Path.Combine(directory, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Starts the browser.</summary>
    public static async Task<Chromium> StartAsync()
    {
        DirectoryInfo profile = Directory.CreateTempSubdirectory("tradinglogger-browser-");
        var start = new ProcessStartInfo(Path!)
        {
            // Without a sandbox, for it is not to be had by root in a container; only pages of the tests are opened.
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--hide-scrollbars", "--remote-debugging-port=0", "--user-data-dir=" + profile.FullName, "about:blank",
            },
            RedirectStandardError = true,
            // What it leaves behind when it is killed goes with the profile.
            Environment = { ["TMPDIR"] = profile.FullName },
        };
        Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            int at = line.IndexOf(Announcement, StringComparison.Ordinal);
            if (at < 0)
                continue;

            // The rest must not fill the pipe.
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            return new Chromium(process, profile, "http://" + line[(at + Announcement.Length)..].Split('/')[0]);
        }

        throw new InvalidOperationException("Chromium ended before it could be talked to.");
    }

    /// <summary>Opens the page that the browser started with.</summary>
    public async Task<BrowserPage> OpenAsync()
    {
        using var http = new HttpClient { Timeout = Patience };
        JsonElement[] targets = (await http.GetFromJsonAsync<JsonElement[]>(_address + "/json/list"))!;
        JsonElement page = targets.First(target => target.GetProperty("type").GetString() == "page");
        return await BrowserPage.ConnectAsync(new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!));
    }

    /// <summary>Ends the browser and deletes its profile.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        for (var tries = 0; tries < 20 && _profile.Exists; tries++)
        {
            try
            {
                _profile.Delete(recursive: true);
                return;
            }
            catch (IOException)
            {
                // A child of the browser that is just ending still writes there.
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
