using System.Text;
using TradingLogging.Decryption;
using TradingLogging.Encryption;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.Tests.Decryption;

/// <summary>Where key lines are looked for, and what a key file may hold.</summary>
public sealed class KeyFileTests : IDisposable
{
    private static readonly string Plain = EncryptedTestLog.Line("\"account\": \"U1\"");

    private readonly EncryptedTestLog _log = new();

    public KeyFileTests() =>
        _log.WriteLog(EncryptedTestLog.Line($"\"account\": {_log.Value("/account", "\"U1\"")}"));

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_line_is_found_among_those_of_other_processes_and_of_other_days()
    {
        _log.Write("trades.log.2025-12-17.keys", new TestContentKey(_log.Owner).LineText);
        _log.Write(EncryptedTestLog.KeysName, new TestContentKey(_log.Owner).LineText + _log.Key.LineText);

        Assert.Equal([Plain], _log.Read());
    }

    [Theory]
    [InlineData("garbage\n")]
    [InlineData("{\"protected\":\n")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n")]
    [InlineData("\0\0\0\0\0\0\0\0\n\n\n")]
    public void Garbage_before_a_line_does_not_hide_it(string garbage)
    {
        _log.Write(EncryptedTestLog.KeysName, garbage + _log.Key.LineText);

        Assert.Equal([Plain], _log.Read());
    }

    [Fact]
    public void A_line_that_stands_twice_opens()
    {
        _log.Write(EncryptedTestLog.KeysName, _log.Key.LineText + _log.Key.LineText);

        Assert.Equal([Plain], _log.Read());
    }

    [Fact]
    public void A_last_line_without_a_line_feed_opens()
    {
        _log.Write(EncryptedTestLog.KeysName, _log.Key.LineText.TrimEnd('\n'));

        Assert.Equal([Plain], _log.Read());
    }

    [Fact]
    public void A_line_that_is_cut_opens_nothing()
    {
        _log.Write(EncryptedTestLog.KeysName, _log.Key.LineText[..^40] + "\n");

        _ = _log.Read();

        Assert.Contains(_log.Key.Id, Assert.Single(_log.Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_line_that_is_JSON_and_no_JWE_says_so()
    {
        string line = $"{{\"protected\":\"{new string('A', 300)}\"}}";
        string id = KeyLine.IdOf(Encoding.ASCII.GetBytes(line));
        _log.Write(EncryptedTestLog.KeysName, line + "\n");
        _log.WriteLog(EncryptedTestLog.Line($"\"account\": \"encrypted:{id}:{new string('A', 80)}\""));

        _ = _log.Read();

        Assert.Contains("no JWE", Assert.Single(_log.Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_line_with_half_of_a_surrogate_pair_is_none()
    {
        string line = $"{{\"protected\":\"\\ud800{new string('A', 300)}\"}}";
        string id = KeyLine.IdOf(Encoding.ASCII.GetBytes(line));
        _log.Write(EncryptedTestLog.KeysName, line + "\n");
        _log.WriteLog(EncryptedTestLog.Line($"\"account\": \"encrypted:{id}:{new string('A', 80)}\""));

        _ = _log.Read();

        Assert.Single(_log.Failures);
    }

    [Fact]
    public void A_file_of_more_than_64_MiB_is_read_to_there_and_told()
    {
        using (FileStream file = File.Create(_log.PathOf(EncryptedTestLog.KeysName)))
            file.SetLength(KeyLineIndex.LargestFile + 1);

        _ = _log.Read();

        Assert.Contains("more than 64 MiB", Assert.Single(_log.Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_the_place_of_a_key_file_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs a privilege.");
        File.Move(_log.PathOf(EncryptedTestLog.KeysName), _log.PathOf("elsewhere"));
        File.CreateSymbolicLink(_log.PathOf(EncryptedTestLog.KeysName), _log.PathOf("elsewhere"));

        _ = _log.Read();

        Assert.Contains(EncryptedTestLog.KeysName, Assert.Single(_log.Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_in_the_place_of_a_key_file_is_told()
    {
        File.Delete(_log.PathOf(EncryptedTestLog.KeysName));
        Directory.CreateDirectory(_log.PathOf(EncryptedTestLog.KeysName));

        _ = _log.Read();

        Assert.Contains(EncryptedTestLog.KeysName, Assert.Single(_log.Failures).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_copy_is_read_where_it_is_named_as_file_or_as_directory(bool isDirectory)
    {
        string directory = Directory.CreateDirectory(_log.PathOf("copies")).FullName;
        string copy = Path.Combine(directory, EncryptedTestLog.KeysName);
        File.Move(_log.PathOf(EncryptedTestLog.KeysName), copy);

        Assert.NotEqual([Plain], _log.Read());
        Assert.Equal([Plain], _log.Read(null, isDirectory ? directory : copy));
    }

    [Fact]
    public void A_line_that_comes_while_the_log_is_followed_is_found()
    {
        var later = new TestContentKey(_log.Owner);
        using ContentKeys keys = _log.OpenKeys();
        Assert.Equal([Plain], _log.Read(keys));
        File.AppendAllText(_log.PathOf(EncryptedTestLog.KeysName), later.LineText);
        string value = later.Encrypt(EncryptedTestLog.Timestamp, EncryptedTestLog.Action, "/account", "\"U1\"");
        _log.WriteLog(EncryptedTestLog.Line($"\"account\": \"{value}\""));

        // What was not found is looked for again a quarter of a second later at the earliest.
        Waiting.Until(() => _log.Read(keys)[0] == Plain);
    }

    [Fact]
    public void Keys_that_are_disposed_open_nothing()
    {
        ContentKeys keys = _log.OpenKeys();
        keys.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _log.Read(keys));
    }

    [Fact]
    public void An_event_that_stands_in_no_file_needs_a_place_of_key_lines()
    {
        List<UndecryptedMember> failures = [];
        using ContentKeys keys = _log.OpenKeys();
        byte[] line = Encoding.UTF8.GetBytes(
            EncryptedTestLog.Line($"\"account\": {_log.Value("/account", "\"U1\"")}"));

        new TradeEventDecryption(keys, failures.Add).Decrypt(TradeEvent.Parse(line));

        Assert.Contains("name the files or directories", Assert.Single(failures).Reason, StringComparison.Ordinal);
    }
}
