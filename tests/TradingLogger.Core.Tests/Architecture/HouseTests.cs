using System.Xml.Linq;
using Xunit;

namespace TradingLogging.Tests.Architecture;

/// <summary>What a stranger may rely on who looks for a file: the folder is the namespace, no folder is a wall, no file
/// has a second idea.</summary>
public sealed class HouseTests
{
    private const int MostFilesInAFolder = 15;
    private const int MostLinesInAFile = 300;
    private const int WidestLine = 120;

    // What is here stands in for a file of another folder on .NET Standard 2.0, under its namespace.
    private const string StandIns = "src/TradingLogger.Core/Compatibility";

    private static readonly string[] Everything = ["src", "tests", "benchmarks"];

    [Fact]
    public void Every_file_has_the_namespace_of_its_folder()
    {
        string[] wrong =
        [
            .. Everything.SelectMany(SourceTree.CSharpFiles)
                .Where(
                    file => file.Namespace is { } name && name.StartsWith("TradingLogging", StringComparison.Ordinal))
                .Where(file => file.Namespace != ExpectedNamespace(file.Folder))
                .Where(file => file.Folder != StandIns)
                .Select(file => $"{file.Path}: {file.Namespace}, not {ExpectedNamespace(file.Folder)}"),
        ];

        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void No_folder_is_a_wall_of_files()
    {
        string[] walls =
        [
            .. SourceTree.CSharpFiles("src")
                .GroupBy(file => file.Folder)
                .Where(folder => folder.Count() > MostFilesInAFolder)
                .Select(folder => $"{folder.Key}: {folder.Count()} files"),
        ];

        Assert.True(walls.Length == 0, string.Join('\n', walls));
    }

    [Fact]
    public void No_file_is_too_long_to_hold_one_idea()
    {
        string[] tooLong =
        [
            .. SourceTree.CSharpFiles("src")
                .Where(file => file.Lines.Length > MostLinesInAFile)
                .Select(file => $"{file.Path}: {file.Lines.Length} lines"),
        ];

        Assert.True(tooLong.Length == 0, string.Join('\n', tooLong));
    }

    [Fact]
    public void No_line_is_wider_than_120_columns()
    {
        string[] wide =
        [
            .. from file in Everything.SelectMany(SourceTree.CSharpFiles)
               from line in file.Lines.Index()
               where line.Item.Length > WidestLine
               select $"{file.Path}:{line.Index + 1}: {line.Item.Length} columns",
        ];

        Assert.True(wide.Length == 0, string.Join('\n', wide));
    }

    // The project's root namespace, and below it its folders.
    private static string ExpectedNamespace(string folder)
    {
        string[] parts = folder.Split('/');
        string project = Path.Combine(SourceTree.Root, parts[0], parts[1], parts[1] + ".csproj");
        string root = XDocument.Load(project).Descendants("RootNamespace").Single().Value;
        return string.Join('.', [root, .. parts[2..]]);
    }
}
