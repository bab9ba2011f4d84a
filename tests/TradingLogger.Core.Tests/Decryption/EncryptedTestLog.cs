using System.Security.Cryptography;
using TradingLogging.Decryption;
using TradingLogging.Reading;

namespace TradingLogging.Tests.Decryption;

/// <summary>A directory with a trade log, key files and the private key of their recipient.</summary>
internal sealed class EncryptedTestLog : IDisposable
{
    public const string Timestamp = "2025-12-18T10:30:45.123456+00:00";
    public const string Action = "ORDER_FILLED";
    public const string LogName = "trades.log";
    public const string KeysName = "trades.log.2025-12-18.keys";

    private readonly LogFolder _folder = new();

    public EncryptedTestLog()
    {
        Key = new TestContentKey(Owner);
        Write(KeysName, Key.LineText);
        File.WriteAllText(PrivateKeyPath, Owner.ExportPkcs8PrivateKeyPem());
    }

    public ECDiffieHellman Owner { get; } = MakeKey();

    /// <summary>The content key of the day.</summary>
    public TestContentKey Key { get; }

    public string Directory => _folder.FullName;

    public string PrivateKeyPath => PathOf("owner.pem");

    /// <summary>What could not be decrypted in the last reading, as "member: reason".</summary>
    public List<UndecryptedMember> Failures { get; } = [];

    public string PathOf(string name) => _folder.PathOf(name);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <summary>Writes the log.</summary>
    public void WriteLog(params string[] lines) => Write(LogName, string.Concat(lines.Select(line => line + "\n")));

    /// <summary>A value of this log's key, with its quotes.</summary>
    public string Value(string pointer, string plain, string timestamp = Timestamp, string action = Action) =>
        $"\"{Key.Encrypt(timestamp, action, pointer, plain)}\"";

    /// <summary>A line with members of the given JSON.</summary>
    public static string Line(string members, string timestamp = Timestamp, string action = Action) =>
        $"{{\"timestamp\": \"{timestamp}\", \"action\": \"{action}\", {members}}}";

    public ContentKeys OpenKeys(params string[] places) => new([PrivateKey.FromFile(PrivateKeyPath)], places);

    /// <summary>The lines of the events as they are read with the private key.</summary>
    public string[] Read(TradeQuery? query = null, params string[] places)
    {
        using ContentKeys keys = OpenKeys(places);
        return Read(keys, query);
    }

    /// <summary>The lines of the events as they are read with keys.</summary>
    public string[] Read(ContentKeys keys, TradeQuery? query = null)
    {
        Failures.Clear();
        return [.. TradeLog.InDirectory(Directory).Read(query, Options(keys)).Select(read => read.ToString())];
    }

    /// <summary>Options that note failures.</summary>
    public LogReadOptions Options(ContentKeys keys) => new() { Keys = keys, NotDecrypted = Failures.Add };

    public void Dispose()
    {
        Owner.Dispose();
        _folder.Dispose();
    }

    private static ECDiffieHellman MakeKey()
    {
        Wine.Skip("it cannot make a key.");
        return ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    }
}
