using System.IO.Compression;
using System.Text;
using TradingLogging.Forwarding.Checkpoints;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Forwarding.Tests.Sources;

/// <summary>A log in a folder of its own, with a forwarder that takes its events.</summary>
internal sealed class ForwardedLog : IDisposable
{
    private readonly LogFolder _folder = new();

    public ForwardedLog() => Options = new ForwarderOptions
    {
        LogDirectory = _folder.FullName,
        Uri = new Uri("http://localhost"),
        BatchEvents = 100,
    };

    public ForwarderOptions Options { get; set; }

    public List<string> Warnings { get; } = [];

    public List<(string Place, string Reason, byte[] Bytes)> DeadLetters { get; } = [];

    /// <summary>How long the test has taken, as the source sees it.</summary>
    public TimeSpan Elapsed { get; set; }

    public ForwarderFiles Files => new(Options.LogDirectory, Options.Name);

    public string PathOf(string name) => _folder.PathOf(name);

    /// <summary>The line of an event.</summary>
    public static string Line(int number, string day = "2025-12-17") => FormattableString.Invariant(
        $"{{\"timestamp\": \"{day}T10:00:00.{number:000000}+01:00\", \"action\": \"ORDER\", \"n\": {number}}}");

    public static string[] LinesOf(int first, int count, string day = "2025-12-17") =>
        [.. Enumerable.Range(first, count).Select(number => Line(number, day))];

    public void Append(string name, params IEnumerable<string> lines) =>
        File.AppendAllText(PathOf(name), string.Concat(lines.Select(line => line + "\n")));

    public void Move(string name, string newName) => File.Move(PathOf(name), PathOf(newName));

    /// <summary>Does what <c>gzip</c> does.</summary>
    public void Compress(string name)
    {
        using (FileStream plain = File.OpenRead(PathOf(name)))
        using (FileStream compressed = File.Create(PathOf(name + ".gz")))
        using (var stream = new GZipStream(compressed, CompressionLevel.Fastest))
            plain.CopyTo(stream);
        File.Delete(PathOf(name));
    }

    public TradeEventSource Open(PlatformFiles? files = null) => new(
        Options,
        Warnings.Add,
        letter => DeadLetters.Add((letter.Location.ToString(), letter.Reason, letter.Bytes.ToArray())),
        files ?? PlatformFiles.Current,
        () => Elapsed);

    /// <summary>All events that a forwarder takes that starts now and stops at the end.</summary>
    public List<SentEvent> Send()
    {
        using TradeEventSource source = Open();
        return Send(source);
    }

    /// <summary>All events up to the end, each batch committed.</summary>
    public static List<SentEvent> Send(TradeEventSource source, int batches = int.MaxValue)
    {
        var sent = new List<SentEvent>();
        var batch = new EventBatch();
        for (int number = 0; number < batches && source.TryRead(batch, CancellationToken.None); number++)
        {
            sent.AddRange(EventsOf(batch));
            source.Commit();
        }

        return sent;
    }

    public static IEnumerable<SentEvent> EventsOf(EventBatch batch)
    {
        for (int index = 0; index < batch.Count; index++)
        {
            yield return new SentEvent(
                Encoding.ASCII.GetString(batch.Id(index)), Encoding.UTF8.GetString(batch.Line(index)));
        }
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>An event as a receiver gets it.</summary>
internal readonly record struct SentEvent(string Id, string Line);
