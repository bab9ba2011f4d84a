using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace TradingLogging.Resilience.Tests.Forwarding;

/// <summary>What stands in a trade log, archives included, beside what a receiver has.</summary>
internal static class ForwardedLog
{
    /// <summary>Compresses an archive as logrotate does.</summary>
    public static void Compress(string path)
    {
        string draft = path + ".gz.tmp";
        using (FileStream source = File.OpenRead(path))
        using (FileStream target = File.Create(draft))
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            source.CopyTo(gzip);
        File.Move(draft, path + ".gz");
        File.Delete(path);
    }

    /// <summary>The files of archived days, the oldest first.</summary>
    public static string[] Archives(string directory) =>
    [
        .. Directory.GetFiles(directory)
            .Where(path => Path.GetFileName(path).StartsWith("trades.log.", StringComparison.Ordinal))
            .Where(path => !path.EndsWith(".seal", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>How many events the log has, archives included.</summary>
    public static int CountLines(string directory) => Read(directory).Count();

    /// <summary>Asserts that a receiver has each event of the log, no other one, and each under one id.</summary>
    /// <param name="directory">The log.</param>
    /// <param name="receiver">The receiver.</param>
    /// <param name="mostRepeated">How many events may have come more than once.</param>
    /// <returns>How many events there are, and how many came again.</returns>
    public static (int Events, long Repeated) IsDelivered(
        string directory, RecordingReceiver receiver, long mostRepeated)
    {
        List<string> written = [.. Read(directory).Order(StringComparer.Ordinal)];
        List<string> received = [.. receiver.Lines.Values.Order(StringComparer.Ordinal)];
        var missing = new HashSet<string>(written);
        missing.ExceptWith(received);
        var phantoms = new HashSet<string>(received);
        phantoms.ExceptWith(written);
        Assert.True(missing.Count == 0, $"{missing.Count} events are missing, such as {missing.FirstOrDefault()}");
        Assert.True(phantoms.Count == 0, $"{phantoms.Count} phantoms came, such as {phantoms.FirstOrDefault()}");
        Assert.Equal(written.Count, received.Count);
        Assert.Empty(receiver.Contradictions);
        long repeated = receiver.Events - received.Count;
        Assert.InRange(repeated, 0, mostRepeated);
        return (written.Count, repeated);
    }

    /// <summary>The whole lines that are JSON objects.</summary>
    public static IEnumerable<string> Read(string directory)
    {
        foreach (string path in Archives(directory).Append(Path.Combine(directory, "trades.log")))
        {
            string text = ReadText(path);
            string whole = text[..(text.LastIndexOf('\n') + 1)];
            foreach (string line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (IsObject(line))
                    yield return line;
            }
        }
    }

    private static string ReadText(string path)
    {
        using FileStream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static bool IsObject(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
