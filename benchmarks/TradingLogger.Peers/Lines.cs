namespace TradingLogging.Peers;

/// <summary>Lines that tell which they are and whether they are whole.</summary>
internal static class Lines
{
    private static readonly string Filler = new('x', 140);

    public static IEnumerable<string> Of(string process, int count) =>
        Enumerable.Range(0, count).Select(number => $"line {process} {number:D6} {Filler} end");
}
