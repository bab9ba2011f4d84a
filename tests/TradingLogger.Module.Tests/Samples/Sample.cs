using System.Text.Json;
using TradingLogging.PowerShell.Tests.Hosting;

namespace TradingLogging.PowerShell.Tests.Samples;

/// <summary>The samples of the checkout and what they leave.</summary>
internal static class Sample
{
    /// <summary>The header line and three bars a minute apart.</summary>
    public const string ThreeBars = """
        time_utc,open,high,low,close,volume
        2022-12-13T00:00:00Z,17208.86,17212.99,17205,17205,1.549151
        2022-12-13T00:01:00Z,17206.64,17223.47,17206,17223.46,6.802688
        2022-12-13T00:02:00Z,17223.46,17238.32,17221.36,17221.70,3.892251
        """;

    /// <summary>The full path of a sample.</summary>
    public static string File(string name) => RepositoryRoot.File(Path.Combine("samples", name));

    /// <summary>The events of a trade log.</summary>
    public static JsonElement[] Events(string tradeLog) =>
        [.. System.IO.File.ReadAllLines(tradeLog).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The action of an event.</summary>
    public static string Action(this JsonElement tradeEvent) => tradeEvent.GetProperty("action").GetString()!;

    /// <summary>A member of an event that is text.</summary>
    public static string Text(this JsonElement tradeEvent, string member) =>
        tradeEvent.GetProperty(member).GetString()!;

    /// <summary>A member of an event that is a number.</summary>
    public static decimal Number(this JsonElement tradeEvent, string member) =>
        tradeEvent.GetProperty(member).GetDecimal();
}
