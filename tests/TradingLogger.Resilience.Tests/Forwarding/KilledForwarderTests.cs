using System.Globalization;
using TradingLogging.Forwarding;
using TradingLogging.Resilience.Tests.Processes;
using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Forwarding;

/// <summary>A forwarder is killed again and again, while writers write and are killed in the middle of batches, days
/// are rotated and compressed, and the receiver is down for a while.</summary>
/// <remarks>To repeat the random choices of a run: <c>TRADINGLOGGER_STORM_SEED=1 dotnet test
/// tests/TradingLogger.Resilience.Tests --filter FullyQualifiedName~KilledForwarderTests --logger
/// "console;verbosity=detailed"</c>.</remarks>
public sealed class KilledForwarderTests(ITestOutputHelper output)
{
    private const string Seed = "TRADINGLOGGER_STORM_SEED";
    private const int BatchEvents = 200;
    private const int LinesOfBatch = 20;
    private const int LongestLife = 300;

    // A day, and enough to be on the next one in any zone.
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    [Fact]
    public void Killed_10_times_no_event_is_missing_and_none_is_made_up() => Run(10, "chain");

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("none")]
    [InlineData("chain")]
    public void Killed_many_times_no_event_is_missing_and_none_is_made_up(string integrity) => Run(60, integrity);

    private void Run(int kills, string integrity)
    {
        int seed = Environment.GetEnvironmentVariable(Seed) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"Seed {seed}.");
        using var storm = new Storm(integrity, new Random(seed));
        for (int round = 0; round < kills; round++)
            storm.RunRound(round, kills);
        storm.SendTheRest();
        // A kill repeats the batch that was under way, and no other one.
        (int events, long repeated) = ForwardedLog.IsDelivered(
            storm.Directory.FullName, storm.Receiver, mostRepeated: (long)kills * BatchEvents);
        Assert.InRange(events, kills * LinesOfBatch, int.MaxValue);
        int archives = ForwardedLog.Archives(storm.Directory.FullName).Length;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kills} kills of the forwarder ({storm.DeathsAtCommit} between answer and checkpoint or right behind "
            + $"it), {storm.KilledWriters} writers killed, {archives} archives: {events} events, 0 missing, 0 "
            + $"phantoms, {repeated} repeated (at most {kills * BatchEvents})."));
    }

    private sealed class Storm : IDisposable
    {
        private readonly string _integrity;
        private readonly Random _random;
        private WriterProcess? _writer;
        private TimeSpan _clock;
        private int _writers;

        public Storm(string integrity, Random random)
        {
            (_integrity, _random) = (integrity, random);
            Write(_random.Next(1, 200));
        }

        public TestDirectory Directory { get; } = new();

        public RecordingReceiver Receiver { get; } = new();

        public int DeathsAtCommit { get; private set; }

        public int KilledWriters { get; private set; }

        public void RunRound(int round, int kills)
        {
            // Ten days, whatever the number of kills.
            int roundsOfDay = Math.Max(1, kills / 10);
            if (round % roundsOfDay == roundsOfDay - 1)
                NextDay();
            bool isDown = _random.Next(8) == 0;
            if (isDown)
                Receiver.Stop();
            Write(_random.Next(1, 40));
            bool isAtCommit = !isDown && _random.Next(3) == 0;
            using var forwarder = new ForwarderProcess(Job() with
            {
                DiesAtCommit = isAtCommit ? _random.Next(1, 4) : 0,
                DiesBefore = _random.Next(2) == 0,
            });
            forwarder.WaitUntilReady();
            Write(_random.Next(1, 40));
            bool killsWriter = _random.Next(4) == 0;
            if (killsWriter)
                KillWriter();
            if (isAtCommit)
            {
                // So many batches that the commit comes.
                Write(4 * BatchEvents / LinesOfBatch);
                forwarder.WaitForDeath();
                DeathsAtCommit++;
            }
            else
            {
                Thread.Sleep(_random.Next(LongestLife));
                forwarder.Kill();
                forwarder.WaitForDeath();
            }

            if (isDown)
                Receiver.Start();
        }

        public void SendTheRest()
        {
            _writer!.Finish();
            using var forwarder = new ForwarderProcess(Job() with { IsOnce = true });
            forwarder.WaitForSuccess();
        }

        public void Dispose()
        {
            _writer?.Dispose();
            Receiver.Dispose();
            Directory.Dispose();
        }

        private ForwardJob Job() => new(
            Directory.FullName, "central", Receiver.Uri, ForwardProtocol.Ndjson, BatchEvents);

        private void Write(int batches)
        {
            if (_writer is null)
            {
                WriterJob job = Jobs.Trades($"w{_writers++}", Directory, textLength: 100);
                _writer = new WriterProcess(job with
                {
                    Zone = "UTC",
                    BatchSize = LinesOfBatch,
                    Settings = new Dictionary<string, string>(job.Settings)
                    {
                        ["integrity"] = _integrity,
                        ["retention"] = "forever",
                    },
                });
                _writer.WaitUntilReady();
                _writer.Command($"clock {_clock.Ticks.ToString(CultureInfo.InvariantCulture)}");
            }

            _writer.Write(batches);
        }

        private void KillWriter()
        {
            _writer!.Write(1000);
            Thread.Sleep(_random.Next(30));
            _writer.Kill();
            _writer.WaitForEnd();
            _writer.Dispose();
            _writer = null;
            KilledWriters++;
            Write(1);
        }

        // The next record rotates; yesterday's file is compressed, and one before it gets a late line.
        private void NextDay()
        {
            _clock += Day;
            _writer!.Command($"clock {_clock.Ticks.ToString(CultureInfo.InvariantCulture)}");
            string[] plain = [.. ForwardedLog.Archives(Directory.FullName).Where(path => char.IsDigit(path[^1]))];
            if (plain.Length < 2)
                return;
            ForwardedLog.Compress(plain[0]);
            if (_integrity == "none")
                File.AppendAllText(plain[^1], $$"""{"action":"LATE","n":{{_random.Next()}}}""" + "\n");
        }
    }
}
