using System.Text;

namespace TradingLogging.Live.Dashboard.Http;

/// <summary>The head of a request, read strictly: what can be understood in two ways is refused.</summary>
internal sealed class RequestHead
{
    /// <summary>The most bytes that a head may have.</summary>
    public const int MostBytes = 8192;

    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private RequestHead(string method, string target)
    {
        Method = method;
        int question = target.IndexOf('?');
        Path = question < 0 ? target : target.Substring(0, question);
        Query = question < 0 ? "" : target.Substring(question + 1);
    }

    /// <summary>The method as written.</summary>
    public string Method { get; }

    /// <summary>The path, not decoded.</summary>
    public string Path { get; }

    /// <summary>What stands behind the question mark, not decoded; empty without one.</summary>
    public string Query { get; }

    /// <summary>Whether a body follows. No request of the page has one.</summary>
    public bool HasBody => this["Transfer-Encoding"] is not null || this["Content-Length"] is not (null or "0");

    /// <summary>The value of a header; null when there is none.</summary>
    public string? this[string name] => _headers.TryGetValue(name, out string? value) ? value : null;

    /// <summary>Reads a head.</summary>
    /// <param name="head">All bytes up to the empty line, this included.</param>
    /// <returns>Null when it is not exactly as HTTP/1.1 has it, or has a header twice.</returns>
    public static RequestHead? TryParse(ReadOnlySpan<byte> head)
    {
        foreach (byte one in head)
        {
            if (one is not (>= 0x20 and < 0x7F or (byte)'\r' or (byte)'\n' or (byte)'\t'))
                return null;
        }

        string[] lines = Encoding.ASCII.GetString(head.ToArray()).Split(["\r\n"], StringSplitOptions.None);
        // The last two are the empty line and what follows it.
        if (lines.Length < 3 || Array.Exists(lines, line => line.IndexOfAny(['\r', '\n']) >= 0))
            return null;
        string[] start = lines[0].Split(' ');
        if (start is not [_, ['/', ..], "HTTP/1.1" or "HTTP/1.0"])
            return null;
        var request = new RequestHead(start[0], start[1]);
        return lines.Skip(1).Take(lines.Length - 3).All(request.TryAdd) ? request : null;
    }

    /// <summary>The value of a name in the query; null when it is not there.</summary>
    public string? Parameter(string name) => ValueOf(Query.Split('&'), name);

    /// <summary>The value of a cookie; null when there is none.</summary>
    public string? Cookie(string name) => this["Cookie"] is { } cookies ? ValueOf(cookies.Split(';'), name) : null;

    private static string? ValueOf(string[] pairs, string name) => pairs
        .Select(pair => pair.Trim())
        .Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(pair => pair.Substring(name.Length + 1))
        .FirstOrDefault();

    private bool TryAdd(string line)
    {
        int colon = line.IndexOf(':');
        if (colon <= 0)
            return false;
        string name = line.Substring(0, colon);
        if (!name.All(IsTokenMark) || _headers.ContainsKey(name))
            return false;
        _headers[name] = line.Substring(colon + 1).Trim(' ', '\t');
        return true;
    }

    private static bool IsTokenMark(char mark) =>
        mark is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || TokenMarks.Contains(mark);
}
