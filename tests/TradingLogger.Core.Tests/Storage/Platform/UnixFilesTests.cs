using System.Diagnostics;
using System.Runtime.InteropServices;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Platform.Unix;
using Xunit;

namespace TradingLogging.Tests.Storage.Platform;

public sealed class UnixFilesTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public UnixFilesTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rules.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_lock_ends_with_its_handle_though_a_process_that_starts_has_a_copy_of_it()
    {
        string path = _folder.PathOf("a");
        using var copy = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        var handle = new UnixLockHandle(
            new UnixDescriptor(Duplicate((int)copy.SafeFileHandle.DangerousGetHandle())), default, path);
        using LockHandle other = PlatformFiles.Current.OpenLock(path);
        Assert.True(handle.TryLock());
        Assert.False(other.TryLock());

        handle.Dispose();
        handle.Dispose();

        Assert.True(other.TryLock());
    }

    [Fact]
    public void The_status_of_a_file_is_found_however_long_its_path_is()
    {
        string folder = Directory.CreateDirectory(_folder.PathOf(new string('f', 120))).FullName;
        for (int length = 100; length <= 140; length++)
        {
            string path = Path.Combine(folder, new string('é', length / 2) + new string('x', length % 2));
            Assert.Null(PlatformFiles.Current.GetStatus(path));
            File.WriteAllText(path, new string('.', length));

            Assert.Equal(length, PlatformFiles.Current.GetStatus(path)?.Length);
        }
    }

    [Fact]
    public void A_pipe_where_the_log_should_be_is_refused_and_waits_for_nobody()
    {
        Process.Start("mkfifo", _folder.PathOf("a")).EndInTime();

        var error = Assert.Throws<FileOperationException>(
            () => PlatformFiles.Current.OpenForAppend(_folder.PathOf("a")));
        Assert.Contains("ordinary file", error.Message, StringComparison.Ordinal);
        Assert.Throws<FileOperationException>(() => PlatformFiles.Current.OpenLock(_folder.PathOf("a")));
    }

    [Fact]
    public void A_symbolic_link_where_the_log_should_be_is_refused()
    {
        File.WriteAllText(_folder.PathOf("target"), "untouched");
        File.CreateSymbolicLink(_folder.PathOf("a"), _folder.PathOf("target"));

        var error = Assert.Throws<FileOperationException>(
            () => PlatformFiles.Current.OpenForAppend(_folder.PathOf("a")));
        Assert.Contains("it is a symbolic link", error.Message, StringComparison.Ordinal);
        Assert.Throws<FileOperationException>(() => PlatformFiles.Current.OpenLock(_folder.PathOf("a")));
        Assert.Equal("untouched", _folder.Text("target"));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_refused()
    {
        File.CreateSymbolicLink(_folder.PathOf("a"), _folder.PathOf("missing"));

        Assert.Throws<FileOperationException>(() => PlatformFiles.Current.OpenForAppend(_folder.PathOf("a")));
        Assert.False(File.Exists(_folder.PathOf("missing")));
    }

    [Fact]
    public void A_path_beyond_a_file_is_an_error_and_not_an_absence()
    {
        File.WriteAllText(_folder.PathOf("a"), "");

        var error = Assert.Throws<FileOperationException>(() => PlatformFiles.Current.GetStatus(_folder.PathOf("a/b")));
        Assert.Equal(20, error.ErrorNumber);
    }

    [Fact]
    public void A_directory_that_is_not_there_cannot_be_synchronised() =>
        Assert.Throws<FileOperationException>(() => PlatformFiles.Current.SyncDirectory(_folder.PathOf("missing")));

    [Fact]
    public void What_can_neither_be_renamed_nor_linked_stays_where_it_is()
    {
        Directory.CreateDirectory(_folder.PathOf("d/e"));

        Assert.Throws<FileOperationException>(
            () => PlatformFiles.Current.TryRename(_folder.PathOf("d"), _folder.PathOf("d/e/f")));
        Assert.True(Directory.Exists(_folder.PathOf("d/e")));
    }

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int descriptor);
}
