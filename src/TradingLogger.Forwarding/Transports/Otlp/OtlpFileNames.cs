using System.Text;

namespace TradingLogging.Forwarding.Transports.Otlp;

/// <summary>Names the file that a record comes from: by its name, and by its path where it is not in the directory of
/// the log, which the resource names. Not thread-safe.</summary>
/// <param name="directory">The directory of the log.</param>
internal sealed class OtlpFileNames(string directory)
{
    private readonly string _directory = Path.GetFullPath(directory)
        .TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
    private string? _path;
    private byte[] _name = [];
    private byte[]? _fullName;

    /// <summary>The name of a file, and its path if it lies elsewhere.</summary>
    public (byte[] Name, byte[]? Path) Of(string path)
    {
        // The lines of a batch come from one file.
        if (!ReferenceEquals(path, _path) && path != _path)
        {
            _path = path;
            _name = Encoding.UTF8.GetBytes(Path.GetFileName(path));
            bool isThere = Path.GetDirectoryName(Path.GetFullPath(path)) == _directory;
            _fullName = isThere ? null : Encoding.UTF8.GetBytes(path);
        }

        return (_name, _fullName);
    }
}
