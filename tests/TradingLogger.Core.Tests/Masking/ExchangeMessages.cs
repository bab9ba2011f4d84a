using TradingLogging.Tests.Configuration;

namespace TradingLogging.Tests.Masking;

/// <summary>The messages in <c>exchange-messages.txt</c>.</summary>
internal sealed record ExchangeMessages(
    string Name,
    string Text,
    IReadOnlyList<string> Secrets,
    IReadOnlyList<string> Kept)
{
    public static IReadOnlyList<ExchangeMessages> All { get; } = Read();

    private static ExchangeMessages[] Read()
    {
        string content = File.ReadAllText(
            RepositoryFile.PathOf("tests/TradingLogger.Core.Tests/Masking/exchange-messages.txt"));
        return [.. content.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Parse)];
    }

    private static ExchangeMessages Parse(string block)
    {
        string[] lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new ExchangeMessages(lines[0][2..], Unescape(lines[1]), Marked(lines, '-'), Marked(lines, '+'));
    }

    private static string[] Marked(string[] lines, char mark) =>
        [.. lines.Skip(2).Where(line => line[0] == mark).Select(line => Unescape(line[2..]))];

    private static string Unescape(string text)
    {
        var result = new System.Text.StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            result.Append(text[i] != '\\' ? text[i] : text[++i] switch
            {
                'n' => '\n',
                'r' => '\r',
                'x' => '\u0001',
                var other => other,
            });
        }

        return result.ToString();
    }
}
