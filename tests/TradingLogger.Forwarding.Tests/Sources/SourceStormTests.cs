using System.IO.Compression;
using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Storage;
using TradingLogging.Storage.Rotation;
using Xunit;
using static TradingLogging.Forwarding.Tests.Sources.ForwardedLog;

namespace TradingLogging.Forwarding.Tests.Sources;

/// <summary>A writer that rotates and writes late records, somebody who compresses days, and a forwarder that is
/// stopped at random moments: between reading and commit, and between two batches.</summary>
public sealed class SourceStormTests : IDisposable
{
    private const int Days = 40;
    private const int EventsOfDay = 250;
    private const int EventsOfTurn = 45;

    private readonly ForwardedLog _log = new();
    private readonly Random _random = new(16);
    private readonly List<string> _written = [];
    private readonly SemaphoreSlim _turns = new(0);
    private int _number;

    public void Dispose()
    {
        _turns.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Every_event_is_sent_under_one_id_whatever_goes_on()
    {
        _log.Options = _log.Options with { BatchEvents = 37 };
        Task writing = Task.Run(Write, TestContext.Current.CancellationToken);
        var ids = new Dictionary<string, HashSet<string>>();
        int stops = 0;
        int doubled = 0;
        bool isLast = false;
        while (true)
        {
            bool hasEnded = writing.IsCompleted;
            _turns.Release();
            doubled += SendSome(ids, isLast: hasEnded);
            stops++;
            if (hasEnded && isLast)
                break;
            isLast = hasEnded;
        }

        await writing;
        Assert.Empty(_log.DeadLetters);
        Assert.Equal(_written.Order(StringComparer.Ordinal), ids.Keys.Order(StringComparer.Ordinal));
        Assert.All(ids.Values, found => Assert.Single(found));
        Assert.Equal(ids.Count, ids.Values.Select(found => found.First()).Distinct().Count());
        Assert.InRange(doubled, 0, stops * 37);
        Assert.InRange(stops, 200, int.MaxValue);
    }

    // Gives the number of events that had been sent before.
    private int SendSome(Dictionary<string, HashSet<string>> ids, bool isLast)
    {
        using TradeEventSource source = _log.Open();
        var batch = new EventBatch();
        int doubled = 0;
        int batches = isLast ? int.MaxValue : _random.Next(1, 8);
        while (batches-- > 0 && source.TryRead(batch, CancellationToken.None))
        {
            foreach (SentEvent sent in EventsOf(batch))
            {
                if (ids.TryGetValue(sent.Line, out HashSet<string>? known))
                    doubled++;
                else
                    ids[sent.Line] = known = [];
                known.Add(sent.Id);
            }

            // A forwarder that is killed here has sent the batch and does not remember it.
            if (isLast || batches > 0 || _random.Next(2) == 0)
                source.Commit();
        }

        return doubled;
    }

    private void Write()
    {
        var random = new Random(61);
        using var writer = new AppendFile(
            _log.PathOf("trades.log"),
            new DailyRotation(30, line => TradeLineFormat.ReadDay(line, isUtc: false), utc => utc),
            new AppendFileOptions(_ => { }));
        var start = new DateTime(2025, 11, 1);
        for (int day = 0; day < Days; day++)
        {
            for (int number = 0; number < EventsOfDay; number++)
            {
                // A late record goes to the archive of its day.
                bool isLate = day > 1 && random.Next(40) == 0;
                Append(writer, start.AddDays(isLate ? day - 1 : day));
            }

            if (day > 3 && random.Next(2) == 0)
                Compress(start.AddDays(day - 3));
        }
    }

    private void Append(AppendFile writer, DateTime day)
    {
        // While the next events are written, some are sent.
        if (_number % EventsOfTurn == 0)
            Assert.True(_turns.Wait(Waiting.Patience), "The sender does not go on.");
        string line = Line(_number++, FormattableString.Invariant($"{day:yyyy-MM-dd}"));
        writer.Append(new AppendRequest(Encoding.UTF8.GetBytes(line + "\n"), day, records: 1));
        _written.Add(line);
    }

    // As gzip does: both files are there for a while, and the compressed one is not whole.
    private void Compress(DateTime day)
    {
        string path = ArchiveName.OfDay(_log.PathOf("trades.log"), day);
        if (!File.Exists(path))
            return;
        byte[] plain = File.ReadAllBytes(path);
        using (FileStream compressed = File.Create(path + ".gz"))
        using (var stream = new GZipStream(compressed, CompressionLevel.Fastest))
            stream.Write(plain);
        File.Delete(path);
    }
}
