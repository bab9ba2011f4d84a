namespace TradingLogging.Resilience.Tests.Hosts;

/// <summary>Builds a test program of this repository for another host, beside the builds that <c>dotnet test</c> itself makes
/// and without touching them.</summary>
internal static class BuiltProgram
{
    // Within the repository, where the programs look for its files.
    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "hosts");

    /// <summary>Builds a program for Windows, with the runtime it needs.</summary>
    /// <param name="project">The project's name.</param>
    /// <returns>The path of the program.</returns>
    public static string ForWindows(string project)
    {
        Build("publish", project, "--runtime", "win-x64", "--self-contained");
        return Path.Combine(Directory, "publish", project, "release_win-x64", project + ".exe");
    }

    private static void Build(string verb, string project, params string[] arguments)
    {
        string path = Path.Combine(RepositoryRoot, "tests", project, project + ".csproj");
        ProgramRun build = ProgramRun.Of(
        [
            "dotnet", verb, path, "--configuration", "Release", "--artifacts-path", Directory, "--nologo", "--verbosity", "quiet",
            .. arguments,
        ]);
        Assert.True(build.ExitCode == 0, build.Output + build.Errors);
    }

    private static string RepositoryRoot
    {
        get
        {
            DirectoryInfo directory = new(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory.FullName, "TradingLogger.sln")))
                directory = directory.Parent!;
            return directory.FullName;
        }
    }
}
