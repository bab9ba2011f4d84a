using TradingLogging.Reading.Sources;
using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Tests.Reading;

public sealed class LogFileQueueTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_log_whose_archives_cannot_be_listed_leaves_no_file_open(bool isNamed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux lists the open files of a process.");
        string path = _folder.PathOf("trades.log");
        File.WriteAllText(path, "");
        var archives = new Unlisted();

        Assert.Throws<FileOperationException>(() => isNamed
            ? LogFileQueue.OfNamed([new NamedLogFile(path, IsArchive: false, IsWholeLog: true)], _ => archives, null)
            : LogFileQueue.ToRead(path, archives));

        Assert.DoesNotContain(path, Directory.GetFiles("/proc/self/fd").Select(TargetOf));
        Assert.True(archives.IsDisposed);
    }

    // Other threads open and close files meanwhile.
    private static string? TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed class Unlisted : ILogArchives
    {
        public bool IsDisposed { get; private set; }

        public IReadOnlyList<PendingLogFile> ListNew() => throw new FileOperationException("The directory is gone.");

        public void Dispose() => IsDisposed = true;
    }
}
