using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TradingLogging.Live.Dashboard.Http;

/// <summary>Decides who may see the log. The token of the first address is exchanged for a cookie; names of hosts and
/// origins that are not the dashboard's own are refused, whatever they know.</summary>
internal sealed class AccessGate
{
    private readonly string[] _authorities;
    private readonly byte[] _tokenHash;
    private readonly byte[] _sessionHash;
    private readonly string _cookieName;
    private readonly string _session = NewSecret(32);
    private readonly string _token = NewSecret(16);

    /// <param name="port">The port that the dashboard listens on.</param>
    public AccessGate(int port)
    {
        string number = port.ToString(CultureInfo.InvariantCulture);
        // A browser leaves the port of HTTP out.
        string suffix = port == 80 ? "" : ":" + number;
        _authorities = ["127.0.0.1" + suffix, "localhost" + suffix];
        _cookieName = "tradinglogger-" + number;
        _tokenHash = Hash(_token);
        _sessionHash = Hash(_session);
        Address = new Uri($"http://{_authorities[0]}/?token={_token}");
    }

    /// <summary>Below which path everything else stands. A browser sends a cookie to every port of the machine, but
    /// only to the path that it belongs to; nobody else knows this one.</summary>
    public string Root { get; } = $"/{NewSecret(12)}/";

    /// <summary>The first address, with the token. It is short enough for a line of a terminal.</summary>
    public Uri Address { get; }

    /// <summary>The header that gives a browser the cookie.</summary>
    public string CookieHeader => $"Set-Cookie: {_cookieName}={_session}; Path={Root}; HttpOnly; SameSite=Strict";

    /// <summary>Why a request is refused before its path is looked at.</summary>
    /// <returns>The status, and a sentence; null when it is not.</returns>
    public (int Status, string Sentence)? Refuse(RequestHead request)
    {
        if (request["Host"] is not { } host || Array.IndexOf(_authorities, host) < 0)
            return (403, "This host name is not that of the dashboard.");
        if (request["Origin"] is { } origin && !Array.Exists(_authorities, own => origin == "http://" + own))
            return (403, "Requests of other pages are refused.");
        if (request.Method != "GET")
            return (405, "The dashboard can only be read.");
        return request.HasBody ? (400, "A request of the dashboard has no body.") : null;
    }

    /// <summary>Whether a request is of the first address.</summary>
    public bool IsEntrance(RequestHead request) =>
        request.Path == "/" && IsSecret(request.Parameter("token"), _tokenHash);

    /// <summary>Whether a request has the cookie.</summary>
    public bool HasCookie(RequestHead request) => IsSecret(request.Cookie(_cookieName), _sessionHash);

    private static string NewSecret(int bytes)
    {
        byte[] secret = new byte[bytes];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(secret);
        return Convert.ToBase64String(secret).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private static byte[] Hash(string text)
    {
        byte[] hash = new byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return hash;
    }

    // Hashes of equal length are compared to their end, so that the time tells nothing of the secret.
    private static bool IsSecret(string? given, byte[] expected)
    {
        byte[] hash = Hash(given ?? "");
        int difference = 0;
        for (int index = 0; index < expected.Length; index++)
            difference |= hash[index] ^ expected[index];
        return difference == 0;
    }
}
