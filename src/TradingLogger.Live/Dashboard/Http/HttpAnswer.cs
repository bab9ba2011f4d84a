using System.Globalization;
using System.Text;

namespace TradingLogging.Live.Dashboard.Http;

/// <summary>Makes answers. Each has the headers that keep a browser from guessing, keeping, framing and loading
/// anything from elsewhere, and each is the last one of its connection.</summary>
internal static class HttpAnswer
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'";

    private const string Protection = $"""
        Cache-Control: no-store
        Content-Security-Policy: {Policy}
        X-Content-Type-Options: nosniff
        X-Frame-Options: DENY
        Referrer-Policy: no-referrer
        Cross-Origin-Opener-Policy: same-origin
        Cross-Origin-Resource-Policy: same-origin
        Connection: close

        """;

    private static readonly Dictionary<int, string> Reasons = new()
    {
        [200] = "OK",
        [400] = "Bad Request",
        [403] = "Forbidden",
        [404] = "Not Found",
        [405] = "Method Not Allowed",
        [431] = "Request Header Fields Too Large",
        [503] = "Service Unavailable",
    };

    /// <summary>An answer as a whole.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="type">The media type of the content.</param>
    /// <param name="content">The content.</param>
    /// <param name="header">A further header, without its line end; null for none.</param>
    public static byte[] Of(int status, string type, byte[] content, string? header = null)
    {
        byte[] head = Head(
            status, $"{type}\r\nContent-Length: {content.Length.ToString(CultureInfo.InvariantCulture)}", header);
        byte[] answer = new byte[head.Length + content.Length];
        head.CopyTo(answer, 0);
        content.CopyTo(answer, head.Length);
        return answer;
    }

    /// <summary>An answer with a sentence for people.</summary>
    public static byte[] Plain(int status, string sentence, string? header = null) =>
        Of(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(sentence + "\n"), header);

    /// <summary>The beginning of a stream of events.</summary>
    public static byte[] Stream() => Head(200, "text/event-stream; charset=utf-8", header: null);

    private static byte[] Head(int status, string type, string? header) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} {Reasons[status]}\r\n"
            + Protection.Replace("\r\n", "\n").Replace("\n", "\r\n")
            + $"Content-Type: {type}\r\n{(header is null ? "" : header + "\r\n")}\r\n");
}
