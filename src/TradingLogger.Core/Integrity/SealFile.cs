using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingLogging.Storage.Chain;
using TradingLogging.Storage.Platform;
using TradingLogging.Text;

namespace TradingLogging.Integrity;

/// <summary>A seal that was read.</summary>
internal sealed class SealFile
{
    private const int LargestSeal = 64 * 1024;

    private SealFile(byte[] bytes)
    {
        Text = Encoding.UTF8.GetString(bytes);
        byte[] hash = new byte[ChainMembers.HashSize];
        SHA256.HashData(bytes, hash);
        Hash = HexText.Of(hash);
        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes);
            JsonElement root = json.RootElement;
            Size = root.GetProperty("size").GetInt64();
            Count = root.GetProperty("count").GetInt64();
            FirstSeq = NumberIn(root, "first_seq");
            LastSeq = NumberIn(root, "last_seq");
            PreviousSeal = root.GetProperty("previous_seal").GetString();
            IsReadable = true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            IsReadable = false;
        }
    }

    /// <summary>Everything in it.</summary>
    public string Text { get; }

    /// <summary>Its hash.</summary>
    public string Hash { get; }

    /// <summary>Whether it is a seal at all, so that the following are known.</summary>
    public bool IsReadable { get; }

    public long Size { get; }

    public long Count { get; }

    public long? FirstSeq { get; }

    public long? LastSeq { get; }

    public string? PreviousSeal { get; }

    /// <summary>Reads a seal; null when there is none.</summary>
    /// <exception cref="FileOperationException">It cannot be read.</exception>
    public static SealFile? TryRead(string path)
    {
        using ReadHandle? handle = ReadHandle.TryOpen(path);
        if (handle is null)
            return null;
        byte[] bytes = new byte[(int)Math.Min(handle.GetLength(), LargestSeal)];
        int read = 0;
        while (read < bytes.Length && handle.Read(bytes.AsSpan(read), read) is > 0 and var more)
            read += more;
        return new SealFile(bytes.AsSpan(0, read).ToArray());
    }

    private static long? NumberIn(JsonElement root, string name)
    {
        JsonElement number = root.GetProperty(name);
        return number.ValueKind == JsonValueKind.Null ? null : number.GetInt64();
    }
}
