using System.Text.Json;
using TradingLogging.Tests.Configuration;

namespace TradingLogging.Tests.Decryption;

/// <summary>The test vectors of <c>docs/encryption-vectors.json</c>.</summary>
internal static class EncryptionVectors
{
    private static readonly JsonElement Root =
        JsonDocument.Parse(File.ReadAllText(RepositoryFile.PathOf("docs/encryption-vectors.json"))).RootElement;

    /// <summary>The private keys in PEM, by their names.</summary>
    public static IReadOnlyDictionary<string, string> PrivateKeys { get; } = Texts("private_keys");

    /// <summary>The ids of the private keys, by their names.</summary>
    public static IReadOnlyDictionary<string, string> Thumbprints { get; } = Texts("thumbprints");

    /// <summary>The key lines.</summary>
    public static string[] KeyLines { get; } = [.. Root.GetProperty("key_lines").EnumerateArray().Select(Text)];

    /// <summary>The ids of their keys, in the same order.</summary>
    public static string[] KeyIds { get; } = [.. Root.GetProperty("key_ids").EnumerateArray().Select(Text)];

    /// <summary>The lines.</summary>
    public static VectorCase[] Cases { get; } =
    [
        .. Root.GetProperty("cases").EnumerateArray().Select(one => new VectorCase(
            Text(one.GetProperty("name")),
            Text(one.GetProperty("line")),
            Text(one.GetProperty("plain")),
            [.. one.GetProperty("left").EnumerateArray().Select(Text)],
            [.. one.GetProperty("opens").EnumerateArray().Select(Text)])),
    ];

    /// <summary>A member of the object <c>first</c>.</summary>
    public static string First(string name) => Text(Root.GetProperty("first").GetProperty(name));

    private static Dictionary<string, string> Texts(string name) =>
        Root.GetProperty(name).EnumerateObject().ToDictionary(one => one.Name, one => Text(one.Value));

    private static string Text(JsonElement element) => element.GetString()!;
}

/// <summary>One line of the vectors.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Line">The line.</param>
/// <param name="Plain">What it becomes.</param>
/// <param name="Left">The members that stay encrypted.</param>
/// <param name="Opens">The private keys that open it.</param>
internal sealed record VectorCase(string Name, string Line, string Plain, string[] Left, string[] Opens);
