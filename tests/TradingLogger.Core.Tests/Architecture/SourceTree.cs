using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace TradingLogging.Tests.Architecture;

/// <summary>The files of the repository, as somebody sees them who opens it.</summary>
internal static class SourceTree
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The names of the projects below <c>src</c>.</summary>
    public static IEnumerable<string> Projects =>
        Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(path => Path.GetFileName(path)!);

    /// <summary>The projects that one refers to.</summary>
    public static IEnumerable<string> ProjectsUsedBy(string project) =>
        XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));

    /// <summary>The C# files below a folder of the repository, without what a build makes.</summary>
    public static IEnumerable<SourceFile> CSharpFiles(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(
                path => !path.Contains("/bin/", StringComparison.Ordinal)
                    && !path.Contains("/obj/", StringComparison.Ordinal))
            .Select(path => new SourceFile(path, File.ReadAllLines(Path.Combine(Root, path))));

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        string? folder = Path.GetDirectoryName(thisFile);
        while (folder is not null && !File.Exists(Path.Combine(folder, "TradingLogger.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException($"No repository above '{thisFile}'.");
    }
}

/// <summary>A C# file: its path from the repository's root, and its lines.</summary>
internal sealed record SourceFile(string Path, string[] Lines)
{
    /// <summary>The folder, from the repository's root.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    /// <summary>The namespace that the file declares; null if it declares none.</summary>
    public string? Namespace =>
        Lines.FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))?[10..].TrimEnd(';');
}
