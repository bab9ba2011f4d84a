using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Tests.Storage.Paths;

public sealed class LogDirectoryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_directory_is_made_with_its_parents(bool isSynced)
    {
        using var folder = new LogFolder();
        string wanted = Path.Combine(folder.FullName, "a", "b c [d]", "é");

        Assert.Equal(wanted, LogDirectory.Create(wanted, isSynced, CreationModes.Default));
        Assert.True(Directory.Exists(wanted));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/below")]
    public void A_file_in_the_way_is_named_as_the_cause(string name)
    {
        using var folder = new LogFolder();
        string file = Path.Combine(folder.FullName, "file");
        File.WriteAllText(file, "in the way");
        string wanted = folder.PathOf(name);

        FileOperationException error = Assert.Throws<FileOperationException>(
            () => LogDirectory.Create(wanted, isSynced: false, CreationModes.Default));

        Assert.Contains(wanted, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{file}' is a file.", error.Message, StringComparison.Ordinal);
        Assert.Equal("in the way", File.ReadAllText(file));
    }
}
