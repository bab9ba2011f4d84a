using Xunit;

namespace TradingLogging.Tests.Architecture;

/// <summary>The arrows of <c>docs/architecture.md</c>: which folder may use which, and which project.</summary>
public sealed class ArrowTests
{
    // A folder, and what it may use. "Storage.*" is Storage with all folders below it.
    private static readonly Dictionary<string, string[]> FolderArrows = new()
    {
        ["Compatibility"] = [],
        ["Text"] = ["Compatibility"],
        ["Storage.Platform"] = ["Storage.Platform.*", "Masking", "Text"],
        ["Storage.Platform.Unix"] = ["Storage.Platform", "Text"],
        ["Storage.Platform.Windows"] = ["Storage.Platform", "Text"],
        ["Storage.Paths"] = ["Storage.Platform", "Text"],
        ["Storage.Locking"] = ["Storage.Platform", "Storage.Paths", "Text"],
        ["Storage.Rotation"] = ["Storage.Platform", "Storage.Paths", "Text"],
        ["Storage.Chain"] = ["Storage.Platform", "Storage.Paths", "Storage.Rotation", "Text"],
        ["Storage.Fallback"] =
            ["Storage", "Storage.Locking", "Storage.Paths", "Storage.Platform", "Storage.Rotation", "Text"],
        ["Storage.Async"] =
            ["Storage", "Storage.Locking", "Storage.Paths", "Storage.Platform", "Storage.Rotation", "Text"],
        ["Storage.Compression"] = ["Storage", "Storage.Platform", "Storage.Locking", "Storage.Rotation", "Text"],
        ["Storage"] = ["Storage.*", "Text"],
        ["Masking"] = ["Masking.Finders", "Text"],
        ["Masking.Finders"] = ["Masking", "Text"],
        ["Encryption"] = ["Text"],
        ["Encryption.Writing"] =
            ["Encryption", "Formatting", "Json", "Logging", "Masking", "Storage", "Storage.*", "Text"],
        ["Logging"] = ["Masking", "Text"],
        ["Json"] = ["Json.Converters", "Logging", "Masking", "Text"],
        ["Json.Converters"] = ["Json", "Logging", "Masking", "Text"],
        ["Formatting"] = ["Logging", "Json", "Json.Converters", "Masking", "Text"],
        ["Decryption"] = ["Encryption", "Formatting", "Storage.Platform", "Storage.Rotation", "Text"],
        ["Reading.Parsing"] = ["Reading", "Decryption", "Formatting", "Logging", "Json", "Storage.Chain", "Text"],
        ["Reading.Sources"] =
        [
            "Reading", "Reading.Parsing", "Formatting", "Logging", "Storage", "Storage.Async", "Storage.Chain",
            "Storage.Platform", "Storage.Rotation", "Storage.Paths", "Text",
        ],
        ["Reading"] =
        [
            "Reading.*", "Decryption", "Formatting", "Logging", "Json", "Storage.Platform", "Storage.Rotation",
            "Storage.Chain", "Storage.Paths", "Text",
        ],
        ["Integrity"] =
            ["Decryption", "Encryption", "Formatting", "Reading", "Reading.*", "Storage", "Storage.*", "Text"],
        ["Handlers"] =
            ["Logging", "Formatting", "Reading", "Reading.Parsing", "Storage", "Storage.*", "Masking", "Text"],
        ["Configuration.Ini"] = ["Configuration", "Text"],
        ["Configuration.Settings"] =
            [
                "Configuration", "Configuration.Ini", "Encryption.Writing", "Formatting", "Integrity", "Logging",
                "Masking", "Storage", "Storage.*", "Text",
            ],
        ["Configuration"] =
        [
            "Configuration.*", "Encryption.Writing", "Formatting", "Integrity", "Logging", "Masking", "Storage",
            "Storage.*", "Text",
        ],
    };

    private static readonly Dictionary<string, string[]> ProjectArrows = new()
    {
        ["TradingLogger.Core"] = [],
        ["TradingLogger.Extensions.Logging"] = ["TradingLogger.Core"],
        ["TradingLogger.Analytics"] = ["TradingLogger.Core"],
        ["TradingLogger.Reports"] = ["TradingLogger.Core", "TradingLogger.Analytics"],
        ["TradingLogger.Forwarding"] = ["TradingLogger.Core"],
        ["TradingLogger.Live"] = ["TradingLogger.Core", "TradingLogger.Analytics", "TradingLogger.Forwarding"],
        ["TradingLogger"] =
        [
            "TradingLogger.Core", "TradingLogger.Analytics", "TradingLogger.Forwarding", "TradingLogger.Live",
            "TradingLogger.Reports",
        ],
        ["TradingLogger.Host"] = ["TradingLogger"],
    };

    [Fact]
    public void Arrows_between_the_folders_of_the_core_point_one_way()
    {
        string[] wrong =
        [
            .. NamespaceArrows.Read(typeof(TradingLogger).Assembly.Location, nameof(TradingLogging))
                .Where(arrow => arrow.Key.From.Length > 0 && !IsAllowed(arrow.Key.From, arrow.Key.To))
                .Select(arrow => $"{arrow.Key.From} -> {Name(arrow.Key.To)}: {arrow.Value}"),
        ];

        Assert.True(wrong.Length == 0, $"{wrong.Length} arrows point the wrong way:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Arrows_between_projects_point_one_way()
    {
        string[] wrong =
        [
            .. from project in SourceTree.Projects
               from used in SourceTree.ProjectsUsedBy(project)
               where !ProjectArrows.TryGetValue(project, out string[]? allowed) || !allowed.Contains(used)
               select $"{project} -> {used}",
        ];

        Assert.Empty(wrong);
    }

    private static bool IsAllowed(string from, string to) =>
        FolderArrows.TryGetValue(from, out string[]? allowed)
        && allowed.Any(name => name.EndsWith(".*", StringComparison.Ordinal)
            ? to.StartsWith(name[..^1], StringComparison.Ordinal)
            : to == name);

    private static string Name(string folder) => folder.Length == 0 ? "the root" : folder;
}
