using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TradingLogging.Formatting;
using TradingLogging.Masking;
using TradingLogging.Tests.Formatting;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Masking;

/// <summary>The texts and members of <c>secret-corpus.txt</c>: those with secrets lose them, the others stay.</summary>
public sealed class SecretCorpusTests
{
    // What is known and not mended; docs/security.md names the kinds.
    private const int KnownLeaks = 0;
    private const int KnownFalseHits = 0;

    private static readonly Regex Marked = new("«([^»]*)»", RegexOptions.CultureInvariant);

    [Fact]
    public void Texts_and_members_with_secrets_lose_them_and_the_others_stay()
    {
        string[] entries = ReadEntries();
        string[] leaks = [.. entries.Where(entry => entry[0] == '!' && Leaks(entry))];
        string[] falseHits = [.. entries.Where(entry => entry[0] == '=' && IsChanged(entry))];

        Assert.True(entries.Count(entry => entry[0] == '!') >= 255 && entries.Count(entry => entry[0] == '=') >= 222);
        Assert.True(
            leaks.Length <= KnownLeaks && falseHits.Length <= KnownFalseHits,
            $"{leaks.Length} leaks and {falseHits.Length} false hits of {entries.Length}:\n"
            + string.Join('\n', leaks.Concat(falseHits).Select(entry => $"{entry}\n    {Masked(entry)}")));
    }

    private static bool Leaks(string entry)
    {
        string masked = Masked(entry);
        return Marked.Matches(entry)
            .Cast<Match>()
            .Any(secret => masked.Contains(secret.Groups[1].Value, StringComparison.Ordinal));
    }

    private static bool IsChanged(string entry) => Masked(entry) != Content(entry);

    private static string Masked(string entry)
    {
        string content = Content(entry);
        if (entry[1] != 'm')
            return SecretMask.Default.Apply(content);
        string[] parts = content.Split('|', 2);
        object value = int.TryParse(
            parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : parts[1];
        var buffer = new Utf8Buffer();
        new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits()).Write(
            buffer, TradeLines.Moment, "TEST", new Dictionary<string, object?> { [parts[0]] = value }, null);
        string member = TradeLines.Text(buffer)[(TradeLines.Head.Length + 2)..^1];
        return member.Replace("\"", string.Empty, StringComparison.Ordinal)
            .Replace(": ", "|", StringComparison.Ordinal);
    }

    private static string Content(string entry) =>
        Marked.Replace(entry[(entry.IndexOf(' ', StringComparison.Ordinal) + 1)..], match => match.Groups[1].Value);

    private static string[] ReadEntries([CallerFilePath] string file = "") =>
    [
        .. File.ReadLines(Path.Combine(Path.GetDirectoryName(file)!, "secret-corpus.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Replace("\\\\", "\u0001", StringComparison.Ordinal)
                .Replace("\\n", "\n", StringComparison.Ordinal)
                .Replace('\u0001', '\\')),
    ];
}
