using System.Security.Cryptography;
using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Decryption;

namespace TradingLogging.Tests.Encryption;

/// <summary>Somebody who reads encrypted members: a key pair whose public half the writer knows, and a directory for a
/// log.</summary>
internal sealed class OwnerOfMembers : IDisposable
{
    private readonly LogFolder _log = new();
    private readonly LogFolder _own = new();

    public OwnerOfMembers()
    {
        Wine.Skip("it cannot make a key.");
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_own.PathOf("public.pem"), key.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(_own.PathOf("private.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    public LogFolder Log => _log;

    /// <summary>The directory in which the keys of the owner stand.</summary>
    public LogFolder Own => _own;

    public string PublicKey => _own.PathOf("public.pem");

    /// <summary>A configuration that encrypts members.</summary>
    public LoggingConfig Config(params string[] names) => new()
    {
        LogDirectory = _log.FullName,
        Console = false,
        Encrypt = names,
        EncryptTo = [PublicKey],
    };

    /// <summary>A line of the log as it would have been without encryption.</summary>
    /// <exception cref="CryptographicException">A value did not open.</exception>
    public string Read(string line)
    {
        using var keys = new ContentKeys([PrivateKey.FromFile(_own.PathOf("private.pem"))]);
        return Encoding.UTF8.GetString(new MemberDecryption(keys).Restore(
            Encoding.UTF8.GetBytes(line),
            _log.PathOf("trades.log"),
            (pointer, reason) => throw new CryptographicException($"{pointer}: {reason}")));
    }

    /// <summary>All bytes of all files of the log, as text; hidden files too. No writer may have them open.</summary>
    public string AllText() => string.Join(
        '\n', Directory.GetFiles(_log.FullName, "*", SearchOption.AllDirectories).Select(File.ReadAllText));

    public void Dispose()
    {
        _log.Dispose();
        _own.Dispose();
    }
}
