using System.Text;

namespace TradingLogging.Live.Dashboard.Page;

/// <summary>The files of the page, which are part of this assembly.</summary>
internal static class PageFiles
{
    /// <summary>The name of the page itself.</summary>
    public const string Start = "dashboard.html";

    /// <summary>The media type of a page.</summary>
    public const string Html = "text/html; charset=utf-8";

    private static readonly Dictionary<string, (string Type, byte[] Content)> Files = new(StringComparer.Ordinal)
    {
        [Start] = (Html, Read(Start)),
        ["report.css"] = ("text/css; charset=utf-8", Read("report.css")),
        ["dashboard.css"] = ("text/css; charset=utf-8", Read("dashboard.css")),
        ["dashboard.js"] = ("text/javascript; charset=utf-8", Read("dashboard.js")),
        ["view.js"] = ("text/javascript; charset=utf-8", Read("view.js")),
        ["events.js"] = ("text/javascript; charset=utf-8", Read("events.js")),
    };

    /// <summary>What the first address shows. A browser that came from a link of another site sends its new cookie only
    /// when a page of this one leads on.</summary>
    /// <param name="root">The path of the page.</param>
    public static byte[] EntranceTo(string root) => Encoding.UTF8.GetBytes(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={root}">
        <title>TradingLogger</title></head>
        <body><p><a href="{root}">Go on to the dashboard</a></p></body>
        </html>

        """);

    /// <summary>Finds a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Receives its media type.</param>
    /// <param name="content">Receives its content.</param>
    public static bool TryGet(string name, out string type, out byte[] content)
    {
        bool isFound = Files.TryGetValue(name, out (string Type, byte[] Content) file);
        (type, content) = isFound ? file : ("", []);
        return isFound;
    }

    private static byte[] Read(string name)
    {
        using Stream stream = typeof(PageFiles).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
