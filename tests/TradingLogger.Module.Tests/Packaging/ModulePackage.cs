using System.Runtime.InteropServices;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Packaging;

/// <summary>What <c>build.ps1 Package</c> makes, made once for all tests of it.</summary>
public sealed class ModulePackage : IDisposable
{
    private readonly TemporaryDirectory _directory = new("with [brackets] and spaces");
    private readonly Lazy<string> _folder;

    /// <summary>Prepares the package; it is built when a test asks for it.</summary>
    public ModulePackage() => _folder = new Lazy<string>(Build);

    /// <summary>The version of the module.</summary>
    public static string Version { get; } = typeof(TradingLogger).Assembly.GetName().Version!.ToString(3);

    /// <summary>The platform of this machine, for which the package is also compiled ahead of time.</summary>
    public static string Runtime => RuntimeInformation.RuntimeIdentifier;

    /// <summary>The folder of the module, named after its version. Without <c>pwsh</c> the test is skipped.</summary>
    public string Folder
    {
        get
        {
            Assert.SkipUnless(PwshProcess.IsInstalled, "There is no pwsh on this machine.");
            return _folder.Value;
        }
    }

    /// <summary>The files of the module, relative to its folder.</summary>
    public IReadOnlyList<string> Files =>
        [
            .. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')),
        ];

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private string Build()
    {
        var result = PwshProcess.Run(
            [
                "-File",
                RepositoryRoot.File("build.ps1"),
                "Package",
                "-OutputDirectory",
                _directory.FullName,
                "-Runtime",
                Runtime,
            ],
            _directory.FullName);
        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
        return _directory.File(Path.Combine("TradingLogger", Version));
    }
}

/// <summary>The tests of the package share it.</summary>
[CollectionDefinition(Name)]
public sealed class ModulePackageTests : ICollectionFixture<ModulePackage>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "The package of the module";
}
