using System.Diagnostics;
using System.Globalization;
using System.Text;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Reading;

/// <summary>Reads logs that were mutated at random. Minutes instead of rounds: set
/// TRADINGLOGGER_FUZZ_SECONDS.</summary>
public sealed class TradeLogFuzzTests : IDisposable
{
    private const string Plain = "\"side\": \"BUY\", \"late\": false, \"fee\": -0.5";
    private const string Nested = "\"note\": \"a\\\"\\u00fc\\ud83d\\ude00 {[\", \"legs\": [{\"x\": 1e5}, null]";

    private static readonly int Rounds = LongTests.AreWanted ? 400 : 60;

    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(
        int.Parse(
            Environment.GetEnvironmentVariable("TRADINGLOGGER_FUZZ_SECONDS") ?? "0",
            CultureInfo.InvariantCulture));

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_mutated_log_never_breaks_the_reader_and_every_whole_line_is_still_read()
    {
        var watch = Stopwatch.StartNew();
        for (int seed = 0; seed < Rounds || watch.Elapsed < Longer; seed++)
            ReadMutated(seed);
    }

    // Of two kinds, because plain members are read by another way than escaped and nested ones.
    private static byte[][] Lines(Random random) => [.. Enumerable.Range(0, random.Next(1, 20)).Select(number =>
        Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"timestamp\": \"2025-12-18T10:30:{number:D2}.123456+01:00\", \"action\": \"{"AB"[random.Next(2)]}\", "
                + $"\"id\": {number}, \"price\": 50010.10, {(random.Next(2) == 0 ? Plain : Nested)}}}\n")))];

    private static void Mutate(Random random, byte[] line)
    {
        for (int times = random.Next(1, 6); times > 0; times--)
        {
            int at = random.Next(line.Length);
            switch (random.Next(5))
            {
                case 0:
                    line[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    line[at] = (byte)random.Next(256);
                    break;
                case 2:
                    line.AsSpan(at).Clear();
                    break;
                case 3:
                    line.AsSpan(at).Fill((byte)"{[\"\\0e-"[random.Next(7)]);
                    break;
                default:
                    line.AsSpan(at, line.Length - at).CopyTo(line.AsSpan(0, line.Length - at));
                    break;
            }
        }
    }

    private void ReadMutated(int seed)
    {
        var random = new Random(seed);
        byte[][] lines = Lines(random);
        int mutated = random.Next(lines.Length);
        byte[] whole = (byte[])lines[mutated].Clone();
        Mutate(random, lines[mutated]);
        // The line after a lost line feed is glued, and recovered; the last byte decides whether there is one.
        File.WriteAllBytes(_folder.PathOf("trades.log"), lines.SelectMany(line => line).ToArray());
        var log = TradeLog.InDirectory(_folder.FullName);

        long[] read = [.. log.Read().SelectMany(Materialise).OfType<long>()];

        long[] untouched =
        [
            .. Enumerable.Range(0, lines.Length)
                .Where(n => n != mutated || lines[n].SequenceEqual(whole))
                .Select(Convert.ToInt64),
        ];
        Assert.True(
            untouched.All(read.Contains),
            $"Seed {seed}: lines {string.Join(' ', untouched.Except(read))} are missing.");
        Assert.Equal(log.Read().Count(), log.Count());
        Assert.Equal(log.Read().Count(), log.Read(new TradeQuery { Last = int.MaxValue }).Count());
        foreach (string wanted in new[] { "A", "B" })
        {
            var query = new TradeQuery { Action = action => action == wanted };
            var damagesRead = new List<LogDamage>();
            var damagesCounted = new List<LogDamage>();
            int found = log.Read(query, new LogReadOptions { Damaged = damagesRead.Add }).Count();
            Assert.Equal(found, log.Count(query, new LogReadOptions { Damaged = damagesCounted.Add }));
            Assert.Equal(damagesRead, damagesCounted);
        }

        Assert.True(
            log.Read(new TradeQuery { Action = action => action == "A", Since = DateTimeOffset.MinValue })
                .Count() <= log.Count());
    }

    // Everything that a script would touch is touched.
    private static IEnumerable<object?> Materialise(TradeEvent read)
    {
        _ = read.ToString();
        _ = read.Symbol;
        return read.Members.Where(member => member.Key == "id").Select(member => member.Value);
    }
}
