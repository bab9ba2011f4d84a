using System.IO.Compression;
using System.Text;
using TradingLogging.Decryption;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Decryption;

/// <summary>Queries over a log with encrypted members, with the private key and without it.</summary>
public sealed class DecryptedReadingTests : IDisposable
{
    private readonly EncryptedTestLog _log = new();

    public DecryptedReadingTests() => _log.WriteLog(
    [
        .. Enumerable.Range(0, 10).Select(number =>
        {
            string time = FormattableString.Invariant($"2025-12-18T10:30:{number:00}.000000+00:00");
            return EncryptedTestLog.Line(
                $"\"symbol\": {Value(time, "/symbol", number % 2 == 0 ? "\"AAPL\"" : "\"MSFT\"")}, "
                    + $"\"account\": {Value(time, "/account", $"\"U{number}\"")}, \"number\": {number}",
                time);
        }),
    ]);

    private static TradeQuery AccountU3 => new()
    {
        Where = [new MemberCondition("account", value => value is "U3")],
    };

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_condition_decides_on_the_plain_value_with_the_key_and_on_the_cipher_text_without_it()
    {
        Assert.Contains("\"number\": 3", Assert.Single(_log.Read(AccountU3)), StringComparison.Ordinal);
        Assert.Empty(TradeLog.InDirectory(_log.Directory).Read(AccountU3));
    }

    [Fact]
    public void A_symbol_that_is_encrypted_is_chosen_by_its_plain_text()
    {
        string[] read = _log.Read(new TradeQuery { Symbol = symbol => symbol == "AAPL" });

        Assert.Equal(5, read.Length);
        Assert.All(read, line => Assert.Contains("\"symbol\": \"AAPL\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_and_the_last_events_are_decrypted()
    {
        Assert.Contains("\"U0\"", Assert.Single(_log.Read(new TradeQuery { First = 1 })), StringComparison.Ordinal);
        Assert.Contains("\"U9\"", Assert.Single(_log.Read(new TradeQuery { Last = 1 })), StringComparison.Ordinal);
    }

    [Fact]
    public void Counting_decides_on_plain_values_as_reading_does()
    {
        using ContentKeys keys = _log.OpenKeys();
        TradeLog log = TradeLog.InDirectory(_log.Directory);

        Assert.Equal(1, log.Count(AccountU3, _log.Options(keys)));
        Assert.Equal(5, log.Count(new TradeQuery { Symbol = symbol => symbol == "MSFT" }, _log.Options(keys)));
        Assert.Equal(10, log.Count(options: _log.Options(keys)));
    }

    [Fact]
    public void Reading_ahead_in_batches_decrypts()
    {
        using ContentKeys keys = _log.OpenKeys();
        List<string> lines = [];
        foreach (TradeEventBatch batch in TradeLog.InDirectory(_log.Directory)
            .ReadBatches(new TradeQuery(), _log.Options(keys), _ => { }))
        {
            for (int index = 0; index < batch.Count; index++)
                lines.Add(Encoding.UTF8.GetString(batch[index].Json));
        }

        Assert.Equal(_log.Read(), lines);
    }

    [Fact]
    public void A_compressed_day_is_decrypted_with_the_key_file_of_the_day()
    {
        byte[] log = File.ReadAllBytes(_log.PathOf(EncryptedTestLog.LogName));
        string[] expected = _log.Read();
        using (FileStream file = File.Create(_log.PathOf("trades.log.2025-12-18.gz")))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            gzip.Write(log);
        File.Delete(_log.PathOf(EncryptedTestLog.LogName));

        Assert.Equal(expected, _log.Read());
        Assert.Empty(_log.Failures);
    }

    [Fact]
    public void Values_come_back_with_their_types_and_digits()
    {
        (string Name, string Json)[] members =
        [
            ("a", "\"text\""), ("b", "12"), ("c", "1.50"), ("d", "1e3"), ("e", "123456789012345678901234567890"),
            ("f", "true"), ("g", "null"), ("h", "[1, \"x\"]"), ("i", "0.1000000000000000055511151231"), ("j", "1.5"),
        ];
        string plain = EncryptedTestLog.Line(
            string.Join(", ", members.Select(member => $"\"{member.Name}\": {member.Json}")));
        _log.WriteLog(EncryptedTestLog.Line(string.Join(", ", members.Select(
            member => $"\"{member.Name}\": {_log.Value("/" + member.Name, member.Json)}"))));
        using ContentKeys keys = _log.OpenKeys();

        TradeEvent read = TradeLog.InDirectory(_log.Directory).Read(options: _log.Options(keys)).Single();

        IReadOnlyList<KeyValuePair<string, object?>> expected = TradeEvent.Parse(Encoding.UTF8.GetBytes(plain)).Members;
        Assert.Equal(plain, read.ToString());
        Assert.Equal(expected, read.Members);
        Assert.Equal(
            expected.Select(member => member.Value?.GetType()), read.Members.Select(member => member.Value?.GetType()));
    }

    [Fact]
    public void Following_decrypts_what_is_written()
    {
        using ContentKeys keys = _log.OpenKeys();

        string[] followed =
        [
            .. TradeLog.InDirectory(_log.Directory)
                .Follow(new TradeQuery { Since = DateTimeOffset.MinValue, First = 10 }, _log.Options(keys))
                .Select(read => read.ToString()),
        ];

        Assert.Equal(_log.Read(), followed);
    }

    private string Value(string time, string pointer, string plain) => _log.Value(pointer, plain, time);
}
