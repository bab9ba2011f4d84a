using System.Globalization;
using System.IO.Compression;
using System.Text;
using TradingLogging.Reading;
using TradingLogging.Storage.Compression;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Rotation;

namespace TradingLogging.Tests.Storage.Compression;

/// <summary>A log directory whose archives are compressed.</summary>
internal sealed class CompressedFolder : IDisposable
{
    public const string Day = "trades.log.2025-12-17";

    public LogFolder Folder { get; } = new();

    public FaultyFiles Files { get; } = new();

    public List<string> Warnings { get; } = [];

    public string TradePath => Folder.PathOf("trades.log");

    public string TextPath => Folder.PathOf("trading.log");

    /// <summary>What the readers of PowerShell read, over all files of the trade log.</summary>
    public string[] Actions => [.. Log.Read().Select(read => read.Action)];

    /// <summary>All files of the trade log.</summary>
    public TradeLog Log => TradeLog.InDirectory(Folder.FullName);

    /// <summary>The messages of all files of the text log.</summary>
    public string[] Messages => [.. TradingLog.InDirectory(Folder.FullName).Read().Select(read => read.Message)];

    public static string Line(string action, string time = "2025-12-17T10:00:00") =>
        $"{{\"timestamp\": \"{time}.000000+00:00\", \"action\": \"{action}\"}}\n";

    public static string TextLine(string message) => $"2025-12-17 10:00:00 | INFO     | trading:1 | {message}\n";

    public static string Lines(string action, int count, string time = "2025-12-17T10:00:00") =>
        string.Concat(Enumerable.Range(1, count).Select(
            number => Line(action + number.ToString(CultureInfo.InvariantCulture), time)));

    public void Write(string name, string text) => File.WriteAllText(Folder.PathOf(name), text);

    /// <summary>Does what <c>gzip</c> does, and keeps the plain file.</summary>
    public void Gzip(string name, string? content = null)
    {
        using var stream = new GZipStream(File.Create(Folder.PathOf(name + ".gz")), CompressionLevel.Fastest);
        byte[] bytes = content is null ? File.ReadAllBytes(Folder.PathOf(name)) : Encoding.UTF8.GetBytes(content);
        stream.Write(bytes, 0, bytes.Length);
    }

    public string Unzipped(string name)
    {
        using var stream = new StreamReader(
            new GZipStream(File.OpenRead(Folder.PathOf(name)), CompressionMode.Decompress));
        return stream.ReadToEnd();
    }

    public CompressedLog Days => new(TradePath, ArchiveName.ListDays);

    public CompressedLog Backups => new(TextPath, ArchiveName.ListNumbers);

    /// <summary>Compresses as a process does that comes and goes.</summary>
    public void Compress(CompressedLog? log = null, PlatformFiles? files = null, Func<long, bool>? mayGoOn = null) =>
        new ArchiveCompressor(files ?? Files, log ?? Days, Warnings.Add).CompressAll(mayGoOn ?? (_ => true));

    public void Dispose() => Folder.Dispose();
}
