using TradingLogging.Integrity;
using TradingLogging.Tests.Decryption;
using Xunit;

namespace TradingLogging.Tests.Integrity;

/// <summary>Key lines of encrypted values, verified without any private key.</summary>
public sealed class KeyLineCheckTests : IDisposable
{
    private readonly EncryptedTestLog _log = new();

    public KeyLineCheckTests() => _log.WriteLog(
        EncryptedTestLog.Line("\"quantity\": 1"),
        EncryptedTestLog.Line($"\"account\": {_log.Value("/account", "\"U1\"")}"),
        EncryptedTestLog.Line($"\"account\": {_log.Value("/account", "\"U2\"")}, \"fee\": {_log.Value("/fee", "1")}"));

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Key_lines_that_are_there_are_no_problem()
    {
        TradeLogProof proof = Verify();

        Assert.Empty(proof.KeyProblems);
        Assert.Equal(3, proof.EncryptedValues);
        Assert.True(proof.IsIntact);
    }

    [Fact]
    public void A_key_file_that_is_lost_is_found_and_the_log_is_intact_all_the_same()
    {
        File.Delete(_log.PathOf(EncryptedTestLog.KeysName));

        TradeLogProof proof = Verify();

        TradeKeyProblem problem = Assert.Single(proof.KeyProblems);
        Assert.Equal(_log.Key.Id, problem.KeyId);
        Assert.Equal(3, problem.Values);
        Assert.Equal(2, problem.FirstValue.Line);
        Assert.Null(problem.Copy);
        Assert.Contains($"'{EncryptedTestLog.KeysName}' is not there", problem.Reason, StringComparison.Ordinal);
        Assert.True(proof.IsIntact);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(250)]
    [InlineData(400)]
    public void A_bit_that_was_changed_in_a_key_line_is_found_and_the_line_is_named(int place)
    {
        char[] line = _log.Key.LineText.ToCharArray();
        line[place] = (char)(line[place] ^ 1);
        _log.Write(EncryptedTestLog.KeysName, new TestContentKey(_log.Owner).LineText + new string(line));

        Assert.Contains("1, 2", Assert.Single(Verify().KeyProblems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_way_of_cutting_a_key_line_is_found()
    {
        string line = _log.Key.LineText;
        for (int length = 0; length < line.Length - 1; length++)
        {
            _log.Write(EncryptedTestLog.KeysName, line[..length]);

            Assert.Single(Verify().KeyProblems);
        }
    }

    [Fact]
    public void A_key_line_of_an_attacker_in_its_place_is_found()
    {
        _log.Write(EncryptedTestLog.KeysName, new TestContentKey(_log.Owner).LineText);

        Assert.Contains("line 1", Assert.Single(Verify().KeyProblems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_place_of_a_copy_is_told()
    {
        string copies = Directory.CreateDirectory(_log.PathOf("copies")).FullName;
        string copy = Path.Combine(copies, EncryptedTestLog.KeysName);
        File.Move(_log.PathOf(EncryptedTestLog.KeysName), copy);

        TradeKeyProblem problem = Assert.Single(Verify(copies).KeyProblems);

        Assert.Equal(copy, problem.Copy);
        Assert.Contains(copy, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_that_is_damaged_is_none()
    {
        string copies = Directory.CreateDirectory(_log.PathOf("copies")).FullName;
        File.Delete(_log.PathOf(EncryptedTestLog.KeysName));
        File.WriteAllText(Path.Combine(copies, EncryptedTestLog.KeysName), _log.Key.LineText[1..]);

        Assert.Null(Assert.Single(Verify(copies).KeyProblems).Copy);
    }

    [Fact]
    public void A_text_of_a_caller_that_begins_so_names_no_key()
    {
        _log.WriteLog(EncryptedTestLog.Line("\"note\": \"encrypted: see the other desk\""));

        Assert.Empty(Verify().KeyProblems);
    }

    [Fact]
    public void Lines_of_a_compressed_day_are_checked_too()
    {
        byte[] log = File.ReadAllBytes(_log.PathOf(EncryptedTestLog.LogName));
        using (FileStream file = File.Create(_log.PathOf("trades.log.2025-12-18.gz")))
        using (var gzip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest))
            gzip.Write(log);
        File.Delete(_log.PathOf(EncryptedTestLog.LogName));
        File.Delete(_log.PathOf(EncryptedTestLog.KeysName));

        Assert.Equal(3, Assert.Single(Verify().KeyProblems).Values);
    }

    private TradeLogProof Verify(params string[] places) =>
        Assert.Single(new TradeLogVerifier(_log.PathOf(EncryptedTestLog.LogName), keyPlaces: places).Verify());
}
