using System.Security.Cryptography;
using System.Text;
using TradingLogging.Encryption;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Decryption;

/// <summary>What somebody who can write the log and its key files, but has no private key, may try.</summary>
public sealed class DecryptionAttackTests : IDisposable
{
    private const string Other = "2025-12-18T10:30:46.000000+00:00";

    private readonly EncryptedTestLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_value_opens_where_it_was_written()
    {
        _log.WriteLog(EncryptedTestLog.Line($"\"account\": {_log.Value("/account", "\"U1\"")}"));

        Assert.Equal([EncryptedTestLog.Line("\"account\": \"U1\"")], _log.Read());
        Assert.Empty(_log.Failures);
    }

    public static TheoryData<string, string> Moves => new()
    {
        { "another timestamp", EncryptedTestLog.Line("\"account\": VALUE", timestamp: Other) },
        { "another action", EncryptedTestLog.Line("\"account\": VALUE", action: "ORDER_PLACED") },
        { "another member", EncryptedTestLog.Line("\"accounts\": VALUE") },
        { "another case of its name", EncryptedTestLog.Line("\"Account\": VALUE") },
        { "a member of an object", EncryptedTestLog.Line("\"client\": {\"account\": VALUE}") },
        { "an element of a list", EncryptedTestLog.Line("\"account\": [VALUE]") },
        { "a name that only looks like its place", EncryptedTestLog.Line("\"/account\": VALUE") },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public void A_value_that_was_moved_does_not_open(string place, string line)
    {
        _log.WriteLog(line.Replace("VALUE", _log.Value("/account", "\"U1\""), StringComparison.Ordinal));

        string read = Assert.Single(_log.Read());

        Assert.Contains("encrypted:", read, StringComparison.Ordinal);
        UndecryptedMember failure = Assert.Single(_log.Failures);
        Assert.True(failure.Reason.StartsWith("it was changed, or moved", StringComparison.Ordinal), place);
        Assert.Equal(1, failure.Location?.Line);
    }

    [Fact]
    public void A_value_that_was_replayed_in_a_later_line_does_not_open()
    {
        string line = EncryptedTestLog.Line($"\"account\": {_log.Value("/account", "\"U1\"")}");
        _log.WriteLog(line, line.Replace(EncryptedTestLog.Timestamp, Other, StringComparison.Ordinal));

        string[] read = _log.Read();

        Assert.Contains("\"account\": \"U1\"", read[0], StringComparison.Ordinal);
        Assert.Contains("encrypted:", read[1], StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(_log.Failures).Location?.Line);
    }

    [Fact]
    public void Every_way_of_cutting_a_value_is_told()
    {
        string value = _log.Key.Encrypt(EncryptedTestLog.Timestamp, EncryptedTestLog.Action, "/account", "\"U1234\"");
        int first = "encrypted:".Length;
        _log.WriteLog(
        [
            .. Enumerable.Range(first, value.Length - first)
                .Select(length => EncryptedTestLog.Line($"\"account\": \"{value[..length]}\"")),
        ]);

        Assert.All(_log.Read(), read => Assert.Contains("encrypted:", read, StringComparison.Ordinal));
        Assert.Equal(value.Length - first, _log.Failures.Count);
    }

    [Fact]
    public void A_change_of_any_character_of_a_value_is_told()
    {
        string value = _log.Key.Encrypt(EncryptedTestLog.Timestamp, EncryptedTestLog.Action, "/account", "\"U12\"");
        int first = "encrypted:".Length;
        _log.WriteLog(
        [
            .. Enumerable.Range(first, value.Length - first).Select(place => EncryptedTestLog.Line(
                $"\"account\": \"{value[..place]}{(value[place] == 'A' ? 'B' : 'A')}{value[(place + 1)..]}\"")),
        ]);

        Assert.All(_log.Read(), read => Assert.Contains("encrypted:", read, StringComparison.Ordinal));
        Assert.Equal(value.Length - first, _log.Failures.Count);
    }

    [Fact]
    public void A_key_line_of_an_attacker_for_the_same_recipients_opens_no_value_of_the_former_key()
    {
        _log.WriteLog(EncryptedTestLog.Line($"\"account\": {_log.Value("/account", "\"U1\"")}"));
        _log.Write(EncryptedTestLog.KeysName, new TestContentKey(_log.Owner).LineText);

        Assert.Contains("encrypted:", Assert.Single(_log.Read()), StringComparison.Ordinal);
        Assert.Contains(_log.Key.Id, Assert.Single(_log.Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_an_attackers_key_under_the_id_of_another_one_does_not_open()
    {
        var forged = new TestContentKey(_log.Owner);
        _log.Write(EncryptedTestLog.KeysName, _log.Key.LineText + forged.LineText);
        string value = forged.Encrypt(
            EncryptedTestLog.Timestamp, EncryptedTestLog.Action, "/account", "\"U2\"", underId: _log.Key.Id);
        _log.WriteLog(EncryptedTestLog.Line($"\"account\": \"{value}\""));

        Assert.Contains("encrypted:", Assert.Single(_log.Read()), StringComparison.Ordinal);
        Assert.Single(_log.Failures);
    }

    [Fact]
    public void Key_lines_that_changed_their_days_open_all_the_same_because_the_hash_of_a_line_names_it()
    {
        _log.WriteLog(EncryptedTestLog.Line($"\"account\": {_log.Value("/account", "\"U1\"")}"));
        File.Move(_log.PathOf(EncryptedTestLog.KeysName), _log.PathOf("trades.log.2020-01-01.keys"));
        _log.Write(EncryptedTestLog.KeysName, new TestContentKey(_log.Owner).LineText);

        Assert.Equal([EncryptedTestLog.Line("\"account\": \"U1\"")], _log.Read());
    }

    [Fact]
    public void A_key_line_with_a_recipient_more_or_less_is_another_line()
    {
        using var second = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        string line = new TestContentKey(_log.Owner, second).LineText;
        string shorter = line.Replace(line[line.IndexOf(",{\"header\"", StringComparison.Ordinal)..line.IndexOf(
            "],\"iv\"", StringComparison.Ordinal)], "", StringComparison.Ordinal);
        string id = KeyLine.IdOf(Encoding.ASCII.GetBytes(line.TrimEnd('\n')));

        _log.WriteLog(EncryptedTestLog.Line($"\"account\": \"encrypted:{id}:{new string('A', 80)}\""));
        _log.Write(EncryptedTestLog.KeysName, shorter);
        _ = _log.Read();

        string reason = Assert.Single(_log.Failures).Reason;
        Assert.Contains($"key line {id} is in none of 1 key files", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipient_whose_wrapped_key_was_changed_is_told_as_damaged()
    {
        KeyLine line = KeyLine.TryParse(_log.Key.Line, out _)!;
        KeyLineRecipient one = line.Recipients[0];
        byte[] changed = (line with { Recipients = [one with { EncryptedKey = new byte[40] }] }).ToBytes();
        string id = KeyLine.IdOf(changed);
        _log.Write(EncryptedTestLog.KeysName, Encoding.ASCII.GetString(changed) + "\n");
        _log.WriteLog(EncryptedTestLog.Line($"\"account\": \"encrypted:{id}:{new string('A', 80)}\""));

        _ = _log.Read();

        Assert.Contains("damaged or forged", Assert.Single(_log.Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_that_is_not_on_the_curve_is_refused()
    {
        KeyLine line = KeyLine.TryParse(_log.Key.Line, out _)!;
        KeyLineRecipient one = line.Recipients[0];
        byte[] two = new byte[32];
        two[31] = 2;
        byte[] changed = (line with { Recipients = [one with { Ephemeral = new CurvePoint(two, two) }] }).ToBytes();
        _log.Write(EncryptedTestLog.KeysName, Encoding.ASCII.GetString(changed) + "\n");
        _log.WriteLog(EncryptedTestLog.Line(
            $"\"account\": \"encrypted:{KeyLine.IdOf(changed)}:{new string('A', 80)}\""));

        _ = _log.Read();

        Assert.Contains("damaged or forged", Assert.Single(_log.Failures).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"a\"}\n{\"timestamp\": \"2025-12-18T10:30:45.123456+00:00\", \"action\": \"FORGED\"")]
    [InlineData("\"a\", \"pnl\": 1000000")]
    [InlineData("[1,\n2]")]
    [InlineData("\u00a0")]
    [InlineData("")]
    [InlineData("encrypted")]
    [InlineData("1 2")]
    public void What_comes_out_cannot_forge_a_member_or_a_line(string plain)
    {
        _log.WriteLog(EncryptedTestLog.Line($"\"account\": {_log.Value("/account", plain)}"));

        Assert.Contains("encrypted:", Assert.Single(_log.Read()), StringComparison.Ordinal);
        Assert.Single(_log.Failures);
    }

    [Fact]
    public void A_number_that_no_event_may_have_leaves_the_line_as_it_is()
    {
        string line = EncryptedTestLog.Line($"\"price\": {_log.Value("/price", new string('9', 100_000))}");
        _log.WriteLog(line);

        Assert.Equal([line], _log.Read());
        Assert.Contains("would be no event", Assert.Single(_log.Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_ten_megabytes_opens()
    {
        string text = $"\"{new string('x', 10_000_000)}\"";
        _log.WriteLog(EncryptedTestLog.Line($"\"note\": {_log.Value("/note", text)}"));

        Assert.Equal(EncryptedTestLog.Line($"\"note\": {text}"), Assert.Single(_log.Read()));
    }

    [Fact]
    public void Rubbish_of_ten_megabytes_behind_encrypted_stays_as_it_is()
    {
        string line = EncryptedTestLog.Line($"\"note\": \"encrypted:{new string('x', 10_000_000)}\"");
        _log.WriteLog(line);

        Assert.Equal(line, Assert.Single(_log.Read()));
        Assert.Single(_log.Failures);
    }

    [Fact]
    public void A_text_of_a_caller_that_begins_so_is_read_as_it_is_and_told()
    {
        string line = EncryptedTestLog.Line("\"note\": \"encrypted: see the other desk\"");
        _log.WriteLog(line);

        Assert.Equal(line, Assert.Single(_log.Read()));
        Assert.Contains("a caller gave a text", Assert.Single(_log.Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_in_an_encrypted_text_does_not_break_reading()
    {
        _log.WriteLog(EncryptedTestLog.Line($"\"note\": {_log.Value("/note", "\"a\\ud800b\"")}"));

        Assert.Equal(EncryptedTestLog.Line("\"note\": \"a\\ufffdb\""), Assert.Single(_log.Read()));
    }
}
