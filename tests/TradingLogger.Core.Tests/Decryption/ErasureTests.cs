using System.Diagnostics;
using System.IO.Compression;
using TradingLogging.Configuration;
using TradingLogging.Decryption;
using TradingLogging.Integrity;
using TradingLogging.Reading;
using TradingLogging.Tests.Configuration;
using TradingLogging.Tests.Encryption;
using TradingLogging.Tests.Specification;
using Xunit;

namespace TradingLogging.Tests.Decryption;

/// <summary>A chained and sealed log of several days with encrypted accounts: its owner reads it, everybody verifies
/// it, and who destroys the key file of a day erases that day's values, and nothing else.</summary>
public sealed class ErasureTests : IDisposable
{
    private const string Monday = "trades.log.2025-12-18";
    private const string Tuesday = "trades.log.2025-12-19";
    private const string Current = "trades.log";

    private readonly OwnerOfMembers _owner = new();
    private readonly string _copies;
    private readonly string[] _plain;

    public ErasureTests()
    {
        _copies = _owner.Own.PathOf("copies");
        LoggingConfig encrypted = _owner.Config("account", "client.*") with
        {
            Integrity = IntegrityMode.Chain,
            EncryptKeys = _copies,
        };
        _plain = WriteDays(encrypted);
        new TradeSealer(LogPath).SealDays(_ => { });
    }

    private string LogPath => _owner.Log.PathOf(Current);

    public void Dispose() => _owner.Dispose();

    [Fact]
    public void The_owner_reads_three_days_of_two_sessions_and_a_compressed_one()
    {
        Compress(Monday);

        Assert.Equal(_plain, Accounts());
        Assert.Equal(
            4, Keys(Monday + ".keys") + Keys(Tuesday + ".keys") + Keys("trades.log.2025-12-20.keys"));
    }

    [Fact]
    public void Chain_and_seals_verify_over_cipher_text_without_a_key()
    {
        TradeLogProof[] proofs = Verify();

        Assert.All(proofs, proof => Assert.True(proof.IsIntact, proof.FirstProblem?.ToString()));
        Assert.All(proofs, proof => Assert.Empty(proof.KeyProblems));
        Assert.Equal([SealState.Unsigned, SealState.Unsigned, SealState.None], proofs.Select(proof => proof.Seal));
    }

    [Fact]
    public void Destroying_the_key_files_of_a_day_erases_its_values_and_the_chain_verifies()
    {
        File.Delete(_owner.Log.PathOf(Monday + ".keys"));
        File.Delete(Path.Combine(_copies, Monday + ".keys"));

        TradeLogProof[] proofs = Verify();

        Assert.All(proofs, proof => Assert.True(proof.IsIntact, proof.FirstProblem?.ToString()));
        Assert.Equal([2, 0, 0], proofs.Select(proof => proof.KeyProblems.Count));
        Assert.All(proofs[0].KeyProblems, problem => Assert.Null(problem.Copy));
        Assert.Equal(
            [.. _plain.Select((account, index) => index < 4 ? "encrypted" : account)],
            Accounts(_copies).Select(account => account.Split(':')[0]));
    }

    [Fact]
    public void A_copy_serves_where_the_first_is_lost_and_the_finding_says_where_it_stands()
    {
        File.Delete(_owner.Log.PathOf(Tuesday + ".keys"));

        TradeKeyProblem problem = Assert.Single(Verify().SelectMany(proof => proof.KeyProblems));

        Assert.Equal(Path.Combine(_copies, Tuesday + ".keys"), problem.Copy);
        Assert.NotEqual(_plain, Accounts());
        Assert.Equal(_plain, Accounts(_copies));
        File.Copy(problem.Copy!, _owner.Log.PathOf(Tuesday + ".keys"));
        Assert.Equal(_plain, Accounts());
    }

    [Fact]
    public void A_change_of_the_cipher_text_breaks_the_chain()
    {
        string path = _owner.Log.PathOf(Monday);
        string text = File.ReadAllText(path);
        int place = text.IndexOf("encrypted:", StringComparison.Ordinal) + 50;
        File.WriteAllText(path, text[..place] + (text[place] == 'A' ? 'B' : 'A') + text[(place + 1)..]);

        Assert.False(Verify()[0].IsIntact);
    }

    [Fact]
    public void The_second_verifier_and_the_second_reader_agree()
    {
        Assert.SkipUnless(Python("-c", "import cryptography").Code == 0, "python3 with cryptography is not here.");
        string[] arguments =
            [RepositoryFile.PathOf("docs/decrypt-trades.py"), _owner.Own.PathOf("private.pem"), LogPath];
        string verifier = RepositoryFile.PathOf("docs/verify-trades.py");

        Assert.Contains(
            "Keys of encrypted values: 4, lost or damaged: none", Python(verifier, _owner.Log.FullName).Output,
            StringComparison.Ordinal);
        Assert.Equal(ReadPlain(Current), Python(arguments).Output);

        string lost = Assert.Single(File.ReadAllLines(_owner.Log.PathOf(Tuesday + ".keys")));
        File.WriteAllText(_owner.Log.PathOf(Tuesday + ".keys"), lost[1..] + "\n");

        (int code, string output) = Python(verifier, _owner.Log.FullName);
        Assert.Equal(0, code);
        TradeKeyProblem problem = Assert.Single(Verify().SelectMany(proof => proof.KeyProblems));
        Assert.Contains($"lost or damaged: {problem.KeyId}.", output, StringComparison.Ordinal);
    }

    private static (int Code, string Output) Python(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("python3", arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            })!;
            string output = process.StandardOutput.ReadToEndAsync().InTime();
            process.EndInTime();
            return (process.ExitCode, output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "");
        }
    }

    // Two sessions on the first day, which have a key each.
    private static string[] WriteDays(LoggingConfig config)
    {
        using (var first = new TestSession(config))
        {
            first.LogTrade("X", new { account = "U0", symbol = "A" });
            first.LogTrade("X", new { account = "U1", client = new { name = "N1" } });
        }

        using var second = new TestSession(config);
        second.LogTrade("X", new { account = "U2" });
        second.LogTrade("X", new { account = "U3" });
        second.UtcNow = second.UtcNow.AddDays(1);
        second.LogTrade("X", new { account = "U4" });
        second.UtcNow = second.UtcNow.AddDays(1);
        second.LogTrade("X", new { account = "U5" });
        return ["U0", "U1", "U2", "U3", "U4", "U5"];
    }

    private void Compress(string name)
    {
        byte[] content = File.ReadAllBytes(_owner.Log.PathOf(name));
        using (FileStream file = File.Create(_owner.Log.PathOf(name + ".gz")))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            gzip.Write(content);
        File.Delete(_owner.Log.PathOf(name));
    }

    private int Keys(string name) => _owner.Log.Lines(name).Length;

    private TradeLogProof[] Verify() => [.. new TradeLogVerifier(LogPath, keyPlaces: [_copies]).Verify()];

    private string[] Accounts(params string[] places)
    {
        using var keys = new ContentKeys([PrivateKey.FromFile(_owner.Own.PathOf("private.pem"))], places);
        return
        [
            .. TradeLog.InDirectory(_owner.Log.FullName)
                .Read(options: new LogReadOptions { Keys = keys })
                .Select(read => (string)read.Members.Single(member => member.Key == "account").Value!),
        ];
    }

    private string ReadPlain(string name) =>
        string.Concat(_owner.Log.Lines(name).Select(line => _owner.Read(line) + "\n"));
}
