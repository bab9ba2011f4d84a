using TradingLogging.Encryption;

namespace TradingLogging.Decryption;

/// <summary>Opens the encrypted members of a trade log with private keys. Key lines are looked for beside the log that
/// is read, and in further places. Thread-safe.</summary>
/// <remarks>A content key is opened once, stays in memory until this object is disposed, and is zeroed then. Values
/// that were opened are not kept.</remarks>
public sealed class ContentKeys : IDisposable
{
    private readonly object _gate = new();
    private readonly IReadOnlyList<PrivateKey> _privateKeys;
    private readonly KeyLineIndex _lines = new();
    private readonly Dictionary<string, IContentCipher> _opened = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);
    private string? _lastFile;
    private bool _isDisposed;

    /// <summary>Takes private keys.</summary>
    /// <param name="privateKeys">The private keys, each of which may be that of a recipient; disposed of with this
    /// object.</param>
    /// <param name="places">Files of key lines, and directories of such files, where key lines are looked for besides
    /// the directory of the log; none by default.</param>
    /// <exception cref="ArgumentException">There is no private key, or a path is not valid.</exception>
    public ContentKeys(IEnumerable<PrivateKey> privateKeys, IEnumerable<string>? places = null)
    {
        _privateKeys = [.. privateKeys ?? throw new ArgumentNullException(nameof(privateKeys))];
        if (_privateKeys.Count == 0)
            throw new ArgumentException("Without a private key nothing is decrypted.", nameof(privateKeys));
        foreach (string place in places ?? [])
            _lines.Add(Path.GetFullPath(place));
    }

    /// <summary>Zeroes the content keys and disposes of the private keys.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (IContentCipher cipher in _opened.Values)
                cipher.Dispose();
            _opened.Clear();
            foreach (PrivateKey key in _privateKeys)
                key.Dispose();
        }
    }

    /// <summary>Looks for key lines also in the directory of a log file.</summary>
    /// <param name="file">The full path; null for none.</param>
    internal void LookBeside(string? file)
    {
        if (file is null || ReferenceEquals(file, _lastFile))
            return;
        lock (_gate)
        {
            _lastFile = file;
            _lines.Add(Path.GetDirectoryName(file)!);
        }
    }

    /// <summary>Opens a value.</summary>
    /// <param name="keyId">The id of its key.</param>
    /// <param name="data">Nonce, cipher text and tag.</param>
    /// <param name="bound">What it is bound to.</param>
    /// <param name="reason">Why it cannot be opened.</param>
    /// <returns>The plain text; null when it cannot be opened.</returns>
    /// <exception cref="ObjectDisposedException">This object is disposed.</exception>
    internal byte[]? TryOpen(string keyId, byte[] data, ReadOnlySpan<byte> bound, out string? reason)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (CipherOf(keyId, out reason) is not { } cipher)
                return null;
            byte[]? plain = cipher.TryDecrypt(data, bound);
            reason = plain is null
                ? "it was changed, or moved here from another line or member, or it is not of this key."
                : null;
            return plain;
        }
    }

    private IContentCipher? CipherOf(string keyId, out string? reason)
    {
        reason = null;
        if (_opened.TryGetValue(keyId, out IContentCipher? known))
            return known;
        if (_refused.TryGetValue(keyId, out reason))
            return null;
        if (!_lines.TryFind(keyId, out KeyLinePlace place))
        {
            reason = ReasonOfMissing(keyId);
            return null;
        }

        // Hashed again: the file may have been changed since it was looked at.
        if (KeyLineIndex.Read(place) is not { } line || KeyLine.IdOf(line) != keyId)
            reason = $"the key line {keyId} in '{place.File}' cannot be read any more.";
        else if (Open(line, place, out reason) is { } opened)
            return _opened[keyId] = opened;
        _refused[keyId] = reason!;
        return null;
    }

    private IContentCipher? Open(byte[] line, KeyLinePlace place, out string? reason)
    {
        string name = FormattableString.Invariant($"the key line in '{place.File}', line {place.Line},");
        if (KeyLine.TryParse(line, out string? fault) is not { } parsed)
        {
            reason = $"{name} is none: {fault}.";
            return null;
        }

        bool isRecipient = false;
        foreach (KeyLineRecipient recipient in parsed.Recipients)
        {
            foreach (PrivateKey key in _privateKeys)
            {
                if (key.Id != recipient.KeyId)
                    continue;
                isRecipient = true;
                if (key.TryOpen(recipient, parsed) is { } cipher)
                {
                    reason = null;
                    return cipher;
                }
            }
        }

        reason = isRecipient
            ? $"{name} cannot be opened with the private key of its recipient: it is damaged or forged."
            : $"{name} is not for the private key that was given ({Named(_privateKeys.Select(key => key.Id))}) "
                + $"but for {Named(parsed.Recipients.Select(recipient => recipient.KeyId))}.";
        return null;
    }

    private static string Named(IEnumerable<string> ids) => string.Join(", ", ids.Take(5));

    private string ReasonOfMissing(string keyId)
    {
        string problems = string.Concat(_lines.Problems.Take(3).Select(problem => " " + problem));
        if (_lines.IsEmpty)
            return $"where its key line {keyId} stands is not known: name the files or directories of key lines.";
        int files = _lines.Files.Count();
        return FormattableString.Invariant($"its key line {keyId} is in none of {files} key files")
            + $" where it was looked for. If it was kept elsewhere too, name that place.{problems}";
    }
}
