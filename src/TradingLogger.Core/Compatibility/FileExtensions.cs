using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TradingLogging.Compatibility;

// netstandard2.0 cannot rename over an existing file; File.Replace replaces one. It knows no links either: a path is
// taken as it is.
internal static class FileExtensions
{
    extension(File)
    {
        public static void Move(string path, string newPath, bool overwrite)
        {
            if (overwrite && File.Exists(newPath))
                File.Replace(path, newPath, destinationBackupFileName: null);
            else
                File.Move(path, newPath);
        }

        public static FileSystemInfo? ResolveLinkTarget(string path, bool returnFinalTarget) => null;
    }
}

// netstandard2.0 streams take arrays only.
internal static class StreamExtensions
{
    public static void Write(this Stream stream, ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        stream.Write(copy, 0, copy.Length);
    }

    // For memory that is an array's.
    public static Task WriteAsync(this Stream stream, ReadOnlyMemory<byte> memory, CancellationToken cancellation) =>
        MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> part)
            ? stream.WriteAsync(part.Array, part.Offset, part.Count, cancellation)
            : throw new NotSupportedException("A stream writes arrays only.");

    // For memory that is an array's.
    public static Task<int> ReadAsync(this Stream stream, Memory<byte> memory, CancellationToken cancellation) =>
        MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> part)
            ? stream.ReadAsync(part.Array, part.Offset, part.Count, cancellation)
            : throw new NotSupportedException("A stream reads into arrays only.");
}

// On netstandard2.0 the stream of an answer cannot be waited for with an end.
internal static class HttpContentExtensions
{
    public static Task<Stream> ReadAsStreamAsync(this HttpContent content, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return content.ReadAsStreamAsync();
    }
}

// netstandard2.0 can hash arrays only.
internal static class IncrementalHashExtensions
{
    public static void AppendData(this IncrementalHash hash, ReadOnlySpan<byte> bytes) =>
        hash.AppendData(bytes.ToArray());

    public static void GetHashAndReset(this IncrementalHash hash, Span<byte> result) =>
        hash.GetHashAndReset().CopyTo(result);
}

// netstandard2.0 can hash arrays only.
internal static class Sha256Extensions
{
    [ThreadStatic]
    private static SHA256? t_hash;

    extension(SHA256)
    {
        public static int HashData(ReadOnlySpan<byte> bytes, Span<byte> hash)
        {
            byte[] result = (t_hash ??= SHA256.Create()).ComputeHash(bytes.ToArray());
            result.CopyTo(hash);
            return result.Length;
        }
    }
}
