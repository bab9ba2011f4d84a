using System.Text;

namespace TradingLogging.Storage.Platform.Unix;

/// <summary>Paths as Unix takes them: UTF-8 that ends with a zero byte.</summary>
internal static class UnixPath
{
    public static byte[] ToBytes(string path)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(path) + 1];
        Encoding.UTF8.GetBytes(path, 0, path.Length, bytes, 0);
        return bytes;
    }
}
