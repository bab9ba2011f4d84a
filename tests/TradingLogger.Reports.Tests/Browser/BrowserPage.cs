using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingLogging.Reports.Tests.Browser;

/// <summary>A page of the browser: what it shows, and what it complains about.</summary>
internal sealed class BrowserPage : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ClientWebSocket _socket = new();
    private readonly List<string> _problems = [];
    private readonly List<string> _requests = [];
    private int _lastId;
    private bool _isLoaded;

    private BrowserPage()
    {
    }

    /// <summary>Exceptions, and entries of the console and the log above the level of information.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What was asked for, by address.</summary>
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>Connects to a page.</summary>
    public static async Task<BrowserPage> ConnectAsync(Uri address)
    {
        var page = new BrowserPage();
        await page._socket.ConnectAsync(address, CancellationToken.None);
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
            await page.CallAsync(domain + ".enable");
        return page;
    }

    /// <summary>Shows a file and waits until it is loaded.</summary>
    public async Task ShowAsync(string file)
    {
        _isLoaded = false;
        await CallAsync("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
        using var patience = new CancellationTokenSource(Patience);
        while (!_isLoaded)
            await ReceiveAsync(patience.Token);
    }

    /// <summary>The value of a JavaScript expression.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression)
    {
        JsonElement result = await CallAsync(
            "Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true });
        if (result.TryGetProperty("exceptionDetails", out JsonElement exception))
            throw new InvalidOperationException(exception.GetRawText());
        return result.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    /// <summary>Waits until a JavaScript expression is true.</summary>
    /// <param name="expression">The expression.</param>
    /// <exception cref="TimeoutException">It was not within a minute. The message has what the page shows.</exception>
    public async Task UntilAsync(string expression)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (!await IsTrueAsync(expression))
        {
            if (waited.Elapsed > Patience)
            {
                JsonElement shown = await EvaluateAsync("document.body.innerText.slice(0, 3000)");
                throw new TimeoutException($"It did not become true: {expression}\n{shown}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    // A page that is just being left for another one answers nothing.
    private async Task<bool> IsTrueAsync(string expression)
    {
        try
        {
            return (await EvaluateAsync($"Boolean({expression})")).ValueKind == JsonValueKind.True;
        }
        catch (InvalidOperationException exception) when (
            exception.Message.Contains("navigated", StringComparison.Ordinal)
            || exception.Message.Contains("context", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>Presses a key and lets it go.</summary>
    /// <param name="key">The name of the key, such as <c>Tab</c>, <c>Enter</c> or a letter.</param>
    /// <param name="code">Its code on Windows.</param>
    public async Task PressAsync(string key, int code)
    {
        foreach (string kind in new[] { "keyDown", "keyUp" })
        {
            await CallAsync("Input.dispatchKeyEvent", new JsonObject
            {
                ["type"] = kind,
                ["key"] = key,
                ["windowsVirtualKeyCode"] = code,
                ["text"] = key.Length == 1 ? key : key == "Enter" ? "\r" : "",
            });
        }
    }

    /// <summary>Writes text where the focus is.</summary>
    public Task TypeAsync(string text) => CallAsync("Input.insertText", new JsonObject { ["text"] = text });

    /// <summary>Takes light or dark, screen or print.</summary>
    public Task ChooseAsync(string scheme, string medium = "screen") =>
        CallAsync("Emulation.setEmulatedMedia", new JsonObject
        {
            ["media"] = medium,
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
        });

    /// <summary>A picture of the page as PNG.</summary>
    /// <param name="width">The window's width in pixels.</param>
    /// <param name="height">Its height.</param>
    public async Task<byte[]> PictureAsync(int width, int height)
    {
        await CallAsync(
            "Emulation.setDeviceMetricsOverride",
            new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        return (await CallAsync("Page.captureScreenshot")).GetProperty("data").GetBytesFromBase64();
    }

    /// <summary>The page printed to PDF.</summary>
    public async Task<byte[]> PrintAsync() =>
        (await CallAsync(
            "Page.printToPDF",
            new JsonObject { ["preferCSSPageSize"] = true, ["printBackground"] = true })).GetProperty("data")
            .GetBytesFromBase64();

    public void Dispose() => _socket.Dispose();

    private async Task<JsonElement> CallAsync(string method, JsonObject? parameters = null)
    {
        int id = ++_lastId;
        var call = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await _socket.SendAsync(
            Encoding.UTF8.GetBytes(call.ToJsonString()),
            WebSocketMessageType.Text,
            true,
            CancellationToken.None);
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            JsonElement answer = await ReceiveAsync(patience.Token);
            if (!answer.TryGetProperty("id", out JsonElement answered) || answered.GetInt32() != id)
                continue;
            return answer.TryGetProperty("result", out JsonElement result)
                ? result
                : throw new InvalidOperationException($"{method}: {answer.GetRawText()}");
        }
    }

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(new ArraySegment<byte>(buffer), cancellation);
            message.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);

        JsonElement root = JsonDocument.Parse(message.ToArray()).RootElement;
        if (root.TryGetProperty("method", out JsonElement method))
            Note(method.GetString()!, root.GetProperty("params"));
        return root;
    }

    private void Note(string method, JsonElement parameters)
    {
        switch (method)
        {
            case "Page.loadEventFired":
                _isLoaded = true;
                break;
            case "Runtime.exceptionThrown":
            case "Log.entryAdded" when parameters.GetProperty("entry")
                .GetProperty("level")
                .GetString() is "error" or "warning":
            case "Runtime.consoleAPICalled" when parameters.GetProperty("type")
                .GetString() is "error" or "warning" or "assert":
                _problems.Add(parameters.GetRawText());
                break;
            case "Network.requestWillBeSent":
                _requests.Add(parameters.GetProperty("request").GetProperty("url").GetString()!);
                break;
        }
    }
}
