namespace TradingLogging.Resilience.Tests.Hosts;

/// <summary>Builds a test program of this repository for another host, beside the builds that <c>dotnet test</c> itself
/// makes and without touching them.</summary>
internal static class BuiltProgram
{
    // Within the repository, where the programs look for its files.
    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "hosts");

    /// <summary>Builds a program for Windows, with the runtime it needs.</summary>
    /// <param name="project">The project's name.</param>
    /// <returns>The path of the program.</returns>
    public static string ForWindows(string project)
    {
        string artifacts = Build("windows", "publish", project, "--runtime", "win-x64", "--self-contained");
        return Path.Combine(artifacts, "publish", project, "release_win-x64", project + ".exe");
    }

    /// <summary>Builds a program for .NET Framework.</summary>
    /// <param name="project">The project's name.</param>
    /// <returns>The path of the program.</returns>
    public static string ForNetFramework(string project)
    {
        string artifacts = Build("netframework", "build", project, "-p:DotNetFramework=true");
        return Path.Combine(artifacts, "bin", project, "release", project + ".exe");
    }

    private static string Build(string host, string verb, string project, params string[] arguments)
    {
        string artifacts = Path.Combine(Directory, host);
        string path = Path.Combine(RepositoryRoot, "tests", project, project + ".csproj");
        ProgramRun build = ProgramRun.Of(
        [
            "dotnet", verb, path, "--configuration", "Release", "--artifacts-path", artifacts, "--nologo",
            "--verbosity", "quiet",
            .. arguments,
        ]);
        Assert.True(build.ExitCode == 0, build.Output + build.Errors);
        return artifacts;
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
