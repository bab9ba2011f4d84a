using System.Text;
using TradingLogging.Integrity;
using TradingLogging.Tests.Storage.Chain;
using Xunit;

namespace TradingLogging.Tests.Integrity;

/// <summary>A log of three days, two of them archived and sealed, the current one sealed as it is now; and everything
/// that somebody might do to it. The verifier of the module and the one in Python must find each.</summary>
public sealed class TamperTests : IDisposable
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("a secret of more than 16 bytes");

    private readonly ChainedLog _log = new();
    private readonly LogFolder _elsewhere = new();
    private readonly SealKey _key = SealKey.FromSecret(Secret);
    private readonly PythonVerifier? _python;
    private int _found;

    public TamperTests()
    {
        _log.Write("2025-12-16 10:00", "A", "B", "C");
        _log.Write("2025-12-17 10:00", "D", "E", "F");
        _log.Write("2025-12-18 10:00", "G", "H", "I");
        foreach (string seal in Directory.GetFiles(_log.Folder.FullName, "*.seal"))
            File.Delete(seal);
        var sealer = new TradeSealer(_log.Path, _key);
        sealer.SealDays();
        sealer.SealCurrent();
        File.WriteAllBytes(_elsewhere.PathOf("secret"), Secret);
        _python = PythonVerifier.TryStart(_log.Folder.FullName, _elsewhere.PathOf("secret"));
    }

    public static TheoryData<string> Names =>
    [
        "trades.log", "trades.log.2025-12-16", "trades.log.2025-12-17",
        "trades.log.seal", "trades.log.2025-12-16.seal", "trades.log.2025-12-17.seal",
    ];

    public static TheoryData<string> Logs => ["trades.log", "trades.log.2025-12-16", "trades.log.2025-12-17"];

    public void Dispose()
    {
        if (_found > 0)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{_found} changes, each found by {(_python is null ? "one verifier" : "both verifiers")}.");
        }

        _python?.Dispose();
        _log.Dispose();
        _elsewhere.Dispose();
    }

    [Fact]
    public void An_untouched_log_is_intact_and_tells_its_head()
    {
        TradeLogProof[] proofs = Verify();

        Assert.All(proofs, proof => Assert.True(proof.IsIntact, proof.FirstProblem?.ToString()));
        Assert.Equal([SealState.Verified, SealState.Verified, SealState.Verified], proofs.Select(proof => proof.Seal));
        Assert.Equal(
            [(1L, 3L), (4L, 6L), (7L, 9L)],
            proofs.Select(proof => (proof.FirstSeq!.Value, proof.LastSeq!.Value)));
        Assert.Equal(LineChainTests.HashOf(_log.Lines[^1]), proofs[^1].Head);
        Assert.All(proofs, proof => Assert.NotEmpty(proof.Proved));
        Assert.All(proofs, proof => Assert.NotEmpty(proof.NotProved));
        Assert.Equal("intact", _python?.Answer() ?? "intact");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_change_of_a_single_byte_is_found(string name)
    {
        byte[] original = File.ReadAllBytes(_log.Folder.PathOf(name));
        int step = LongTests.AreWanted ? 1 : 4;
        for (int offset = 0; offset < original.Length; offset += step)
        {
            byte[] changed = [.. original];
            changed[offset] ^= (byte)(1 << (offset % 7));
            AssertFound(name, changed, LineAt(original, offset));
        }
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public void Every_line_that_is_dropped_doubled_or_swapped_is_found(string name)
    {
        string[] lines = _log.Folder.Lines(name);
        for (int line = 0; line < lines.Length; line++)
        {
            AssertFound(name, [.. lines.Take(line), .. lines.Skip(line + 1)]);
            AssertFound(name, [.. lines.Take(line + 1), .. lines.Skip(line)]);
            for (int other = line + 1; other < lines.Length; other++)
            {
                string[] swapped = [.. lines];
                (swapped[line], swapped[other]) = (swapped[other], swapped[line]);
                AssertFound(name, swapped);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public void Every_line_that_is_inserted_is_found(string name)
    {
        string[] lines = _log.Folder.Lines(name);
        string[] foreign =
        [
            "", "x", "{\"timestamp\": \"2025-12-16T10:00:00+01:00\", \"action\": \"X\"}",
            "{\"timestamp\": \"2025-12-16T10:00:00+01:00\", \"action\": \"X\", \"seq\": 5, "
                + $"\"prev\": \"{new string('0', 64)}\"}}",
        ];
        for (int line = 0; line <= lines.Length; line++)
        {
            // Behind a seal of the current file lines may follow: then a line that is no event, or has no number, still
            // shows.
            foreach (string inserted in foreign)
                AssertFound(name, [.. lines.Take(line), inserted, .. lines.Skip(line)]);
        }
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public void Every_truncation_is_found(string name)
    {
        byte[] original = File.ReadAllBytes(_log.Folder.PathOf(name));
        // In the middle of lines not all, because a verifier waits a moment for a line to be ended.
        int step = LongTests.AreWanted ? 1 : 11;
        for (int length = 0; length < original.Length; length++)
        {
            bool isAtLineEnd = original[length] == '\n' || (length > 0 && original[length - 1] == '\n');
            if (isAtLineEnd || length % step == 0)
                AssertFound(name, [.. original.Take(length)]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_is_missing_is_found(string name)
    {
        if (name == "trades.log.seal")
            return;
        File.Delete(_log.Folder.PathOf(name));

        if (name == "trades.log.2025-12-17.seal")
            Assert.Equal(SealState.None, Verify()[1].Seal);
        AssertProblem();
    }

    [Fact]
    public void A_day_that_is_missing_with_its_seal_is_found()
    {
        File.Delete(_log.Folder.PathOf("trades.log.2025-12-17"));
        File.Delete(_log.Folder.PathOf("trades.log.2025-12-17.seal"));

        TradeLogProblem problem = AssertProblem();

        Assert.Equal((_log.Path, 1L), (problem.Location.File, problem.Location.Line));
    }

    [Fact]
    public void Days_that_changed_names_are_found()
    {
        File.Move(_log.Folder.PathOf("trades.log.2025-12-16"), _log.Folder.PathOf("trades.log.2025-12-19"));

        AssertProblem();
    }

    [Theory]
    [InlineData("a line moved to the next day")]
    [InlineData("a line moved to the day before")]
    [InlineData("the days exchanged")]
    [InlineData("a day doubled beside itself")]
    [InlineData("a day of another log added")]
    [InlineData("an empty day added")]
    [InlineData("bytes behind the end of a day")]
    [InlineData("the seals exchanged")]
    [InlineData("the signature taken out of a seal")]
    [InlineData("an empty seal")]
    [InlineData("a compressed day changed")]
    [InlineData("line feeds made those of Windows")]
    [InlineData("the current file emptied")]
    [InlineData("the current file gone")]
    public void What_is_done_to_several_files_or_to_all_of_one_is_found(string attack)
    {
        Attack(attack, _log.Folder.PathOf("trades.log.2025-12-16"), _log.Folder.PathOf("trades.log.2025-12-17"));

        AssertProblem();
    }

    [Fact]
    public void Who_rewrites_the_chain_and_the_seals_without_the_key_is_found()
    {
        string[] lines = _log.Lines;
        foreach (string path in Directory.GetFiles(_log.Folder.FullName, "trades.log*"))
            File.Delete(path);
        _log.Write("2025-12-16 10:00", "FORGED", "B", "C");
        _log.Write("2025-12-17 10:00", "D", "E", "F");
        _log.Write("2025-12-18 10:00", "G", "H", "I");

        Assert.NotEqual(lines[0], _log.Lines[0]);
        Assert.Contains("not signed", AssertProblem().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_rewrites_the_chain_and_removes_the_seals_is_found_by_the_holder_of_the_key()
    {
        foreach (string path in Directory.GetFiles(_log.Folder.FullName, "trades.log*"))
            File.Delete(path);
        _log.Write("2025-12-16 10:00", "FORGED", "B", "C");
        _log.Write("2025-12-17 10:00", "D", "E", "F");
        foreach (string path in Directory.GetFiles(_log.Folder.FullName, "*.seal"))
            File.Delete(path);

        Assert.Contains("has no seal", AssertProblem().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_key_the_signature_is_left_open()
    {
        TradeLogProof[] proofs = [.. new TradeLogVerifier(_log.Path).Verify(TestContext.Current.CancellationToken)];

        Assert.All(proofs, proof => Assert.Equal((true, SealState.NotChecked), (proof.IsIntact, proof.Seal)));
    }

    [Fact]
    public void Rotation_seals_the_day_that_is_over()
    {
        using var log = new ChainedLog();
        log.Write("2025-12-16 10:00", "A");
        log.Write("2025-12-17 10:00", "B");

        Assert.Equal(["trades.log", "trades.log.2025-12-16", "trades.log.2025-12-16.seal"], log.Folder.Files);
        Assert.Equal(
            [SealState.Unsigned, SealState.None],
            new TradeLogVerifier(log.Path).Verify(TestContext.Current.CancellationToken).Select(proof => proof.Seal));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(1_000_000, false)]
    public void A_mark_of_an_unfinished_batch_counts_lines_that_stand_before_it(int lines, bool isIntact)
    {
        File.Delete(_log.Path + ".seal");
        ChainedLog.WriteMark(_log, "2025-12-18 10:00", lines);

        TradeLogProof proof = Verify()[^1];

        Assert.Equal((isIntact, (long)lines), (proof.IsIntact, proof.UnfinishedLines));
        Assert.Equal(
            isIntact,
            proof.NotProved.Any(sentence => sentence.Contains("acknowledged", StringComparison.Ordinal)));
        Assert.StartsWith(
            isIntact ? "intact" : "problem",
            _python?.Answer() ?? (isIntact ? "intact" : "problem"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a directory")]
    [InlineData("a link")]
    public void A_name_of_a_day_that_is_no_ordinary_file_is_found(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A link needs rights there.");
        string path = _log.Path + ".2025-12-15";
        if (kind == "a link")
            File.CreateSymbolicLink(path, _log.Path + ".2025-12-16");
        else
            Directory.CreateDirectory(path);

        AssertProblem();
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("1000000000000000")]
    public void A_number_beyond_the_bound_is_found(string number)
    {
        string[] lines = _log.Folder.Lines("trades.log");

        AssertFound(
            "trades.log",
            [
                .. lines.Take(lines.Length - 1),
                lines[^1].Replace("\"seq\": 9", $"\"seq\": {number}", StringComparison.Ordinal),
            ]);
    }

    [Fact]
    public void The_seal_of_the_current_file_counts_after_its_rotation_too()
    {
        _log.Write("2025-12-18 11:00", "J");
        _log.Write("2025-12-19 11:00", "K");
        File.Delete(_log.Folder.PathOf("trades.log.2025-12-18.seal"));
        new TradeSealer(_log.Path, _key).SealDays();

        Assert.All(Verify(), proof => Assert.True(proof.IsIntact, proof.FirstProblem?.ToString()));
        Assert.Equal("intact", _python?.Answer() ?? "intact");
    }

    private void Attack(string attack, string first, string second)
    {
        switch (attack)
        {
            case "a line moved to the next day":
                Move(first, second, (lines, line) => [line, .. lines]);
                break;
            case "a line moved to the day before":
                Move(second, first, (lines, line) => [.. lines, line]);
                break;
            case "the days exchanged":
                Exchange(first, second);
                break;
            case "a day doubled beside itself":
                File.Copy(first, first + ".1");
                break;
            case "a day of another log added":
                using (var other = new ChainedLog())
                {
                    other.Write("2025-12-15 10:00", "X");
                    File.Copy(other.Path, _log.Path + ".2025-12-15");
                }

                break;
            case "an empty day added":
                File.WriteAllText(_log.Path + ".2025-12-15", "");
                break;
            case "bytes behind the end of a day":
                File.AppendAllText(first, " ");
                break;
            case "the seals exchanged":
                Exchange(first + ".seal", second + ".seal");
                break;
            case "the signature taken out of a seal":
                string seal = File.ReadAllText(second + ".seal");
                File.WriteAllText(
                    second + ".seal",
                    seal[..seal.IndexOf(", \"signature\"", StringComparison.Ordinal)] + "}\n");
                break;
            case "an empty seal":
                File.WriteAllText(first + ".seal", "");
                break;
            case "a compressed day changed":
                Compress(first, File.ReadAllText(first).Replace("\"B\"", "\"C\"", StringComparison.Ordinal));
                break;
            case "line feeds made those of Windows":
                File.WriteAllText(second, File.ReadAllText(second).Replace("\n", "\r\n", StringComparison.Ordinal));
                break;
            case "the current file emptied":
                File.WriteAllText(_log.Path, "");
                break;
            default:
                File.Delete(_log.Path);
                break;
        }
    }

    private static void Move(string from, string to, Func<string[], string, string[]> insert)
    {
        string[] lines = File.ReadAllLines(from);
        bool isForward = string.CompareOrdinal(from, to) < 0;
        string line = isForward ? lines[^1] : lines[0];
        File.WriteAllText(from, string.Concat(lines.Where(other => other != line).Select(other => other + "\n")));
        File.WriteAllText(to, string.Concat(insert(File.ReadAllLines(to), line).Select(other => other + "\n")));
    }

    private static void Exchange(string one, string other)
    {
        (byte[] first, byte[] second) = (File.ReadAllBytes(one), File.ReadAllBytes(other));
        File.WriteAllBytes(one, second);
        File.WriteAllBytes(other, first);
    }

    private static void Compress(string path, string text)
    {
        using (var stream = new System.IO.Compression.GZipStream(
            File.Create(path + ".gz"), System.IO.Compression.CompressionMode.Compress))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        File.Delete(path);
    }

    private static int LineAt(byte[] bytes, int offset) => 1 + bytes.Take(offset).Count(value => value == '\n');

    private TradeLogProof[] Verify() =>
        [.. new TradeLogVerifier(_log.Path, _key).Verify(TestContext.Current.CancellationToken)];

    private void AssertFound(string name, string[] lines) =>
        AssertFound(name, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    private void AssertFound(string name, byte[] changed, int? line = null)
    {
        string path = _log.Folder.PathOf(name);
        byte[] original = File.ReadAllBytes(path);
        File.WriteAllBytes(path, changed);
        TradeLogProblem problem = AssertProblem();
        bool isLog = !name.EndsWith(".seal", StringComparison.Ordinal);
        if (line is { } where && isLog && problem.Location.File == path)
            Assert.InRange(problem.Location.Line, where, where + 1);
        File.WriteAllBytes(path, original);
    }

    private TradeLogProblem AssertProblem()
    {
        TradeLogProblem? problem = Verify()
            .Select(proof => proof.FirstProblem)
            .FirstOrDefault(found => found is not null);
        Assert.NotNull(problem);
        if (_python is not null)
            Assert.StartsWith("problem", _python.Answer(), StringComparison.Ordinal);
        _found++;
        return problem;
    }
}
