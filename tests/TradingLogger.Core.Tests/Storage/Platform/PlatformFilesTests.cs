using TradingLogging.Storage.Platform;
using Xunit;

namespace TradingLogging.Tests.Storage.Platform;

public sealed class PlatformFilesTests : IDisposable
{
    private static readonly PlatformFiles Files = PlatformFiles.Current;

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_write_goes_to_the_end_whoever_wrote_last()
    {
        using AppendHandle first = Files.OpenForAppend(_folder.PathOf("a"));
        using AppendHandle second = Files.OpenForAppend(_folder.PathOf("a"));

        first.Write("1"u8);
        second.Write("2"u8);
        first.Write("3"u8);

        Assert.Equal("123", _folder.Text("a"));
        Assert.Equal(3, second.GetLength());
        Assert.Equal(first.Identity, second.Identity);
    }

    [Fact]
    public void A_file_can_be_read_at_an_offset_and_cut()
    {
        using AppendHandle handle = Files.OpenForAppend(_folder.PathOf("a"));
        handle.Write("0123456789"u8);
        byte[] read = new byte[4];

        Assert.Equal(4, handle.Read(read, 3));
        Assert.Equal("3456"u8, read);
        Assert.Equal(2, handle.Read(read, 8));
        Assert.Equal(0, handle.Read(read, 10));

        handle.Truncate(5);
        handle.Sync();
        Assert.Equal("01234", _folder.Text("a"));
    }

    [Fact]
    public void A_deleted_file_is_known_as_deleted()
    {
        using AppendHandle handle = Files.OpenForAppend(_folder.PathOf("a"));
        Assert.False(handle.IsDeleted);

        Files.Delete(_folder.PathOf("a"));
        SharedFile.SkipWhereStillThere(_folder.PathOf("a"));

        Assert.True(handle.IsDeleted);
        Assert.Null(Files.GetStatus(_folder.PathOf("a")));
    }

    [Fact]
    public void The_status_of_a_path_tells_which_file_it_is()
    {
        File.WriteAllText(_folder.PathOf("a"), "12345");
        using AppendHandle handle = Files.OpenForAppend(_folder.PathOf("a"));

        FileStatus status = Assert.NotNull(Files.GetStatus(_folder.PathOf("a")));

        Assert.Equal(handle.Identity, status.Identity);
        Assert.Equal(5, status.Length);
        Assert.Equal(1, status.Links);
        Assert.True(status.IsRegular);
        Assert.False(Assert.NotNull(Files.GetStatus(_folder.FullName)).IsRegular);
    }

    [Fact]
    public void Renaming_never_replaces()
    {
        File.WriteAllText(_folder.PathOf("a"), "a");
        File.WriteAllText(_folder.PathOf("b"), "b");

        Assert.False(Files.TryRename(_folder.PathOf("a"), _folder.PathOf("b")));
        Assert.True(Files.TryRename(_folder.PathOf("a"), _folder.PathOf("c")));

        Assert.Equal(["b", "c"], _folder.Files);
        Assert.Equal(["b", "a"], _folder.Files.Select(_folder.Text));
    }

    [Fact]
    public void Replacing_puts_one_file_in_the_place_of_another_or_of_none()
    {
        File.WriteAllText(_folder.PathOf("a"), "a");
        File.WriteAllText(_folder.PathOf("b"), "b");

        Files.Replace(_folder.PathOf("a"), _folder.PathOf("b"));
        Files.Replace(_folder.PathOf("b"), _folder.PathOf("c"));

        Assert.Equal(["c"], _folder.Files);
        Assert.Equal("a", _folder.Text("c"));
        Assert.Throws<FileOperationException>(() => Files.Replace(_folder.PathOf("missing"), _folder.PathOf("c")));
        Assert.Equal("a", _folder.Text("c"));
    }

    [Fact]
    public void Renaming_what_is_not_there_is_an_error_with_path_and_cause()
    {
        var error = Assert.Throws<FileOperationException>(
            () => Files.TryRename(_folder.PathOf("missing"), _folder.PathOf("b")));

        Assert.Contains(_folder.PathOf("missing"), error.Message, StringComparison.Ordinal);
        Assert.NotEqual(0, error.ErrorNumber);
    }

    [Fact]
    public void Only_one_handle_holds_a_lock_also_within_a_process()
    {
        using LockHandle first = Files.OpenLock(_folder.PathOf("lock"));
        using LockHandle second = Files.OpenLock(_folder.PathOf("lock"));

        Assert.True(first.TryLock());
        Assert.False(second.TryLock());
        first.Unlock();
        Assert.True(second.TryLock());
        Assert.Equal(first.Identity, second.Identity);
    }

    [Fact]
    public void A_closed_handle_holds_no_lock()
    {
        using LockHandle second = Files.OpenLock(_folder.PathOf("lock"));
        using (LockHandle first = Files.OpenLock(_folder.PathOf("lock")))
            Assert.True(first.TryLock());

        Assert.True(second.TryLock());
    }

    [Fact]
    public void Deleting_what_is_not_there_is_no_error() => Files.Delete(_folder.PathOf("missing"));

    [Fact]
    public void A_directory_cannot_be_deleted_as_a_file()
    {
        Directory.CreateDirectory(_folder.PathOf("d"));

        var error = Assert.Throws<FileOperationException>(() => Files.Delete(_folder.PathOf("d")));
        Assert.Contains(_folder.PathOf("d"), error.Message, StringComparison.Ordinal);
        Directory.Delete(_folder.PathOf("d"));
    }

    [Fact]
    public void Listing_takes_a_name_literally()
    {
        foreach (string name in new[] { "[a]{1}.log.1", "a1.log.1" })
            File.WriteAllText(_folder.PathOf(name), "");

        Assert.Equal([_folder.PathOf("[a]{1}.log.1")], Files.List(_folder.FullName, "[a]{1}.log."));
        Assert.Empty(Files.List(_folder.FullName, "a?.log."));
        Assert.Empty(Files.List(_folder.FullName, "*.log."));
    }

    [Fact]
    public void Listing_gives_the_files_whose_names_begin_alike()
    {
        foreach (string name in new[] { "a.log.1", "a.log.2", "b.log.1" })
            File.WriteAllText(_folder.PathOf(name), "");

        Assert.Equal(
            [_folder.PathOf("a.log.1"), _folder.PathOf("a.log.2")],
            Files.List(_folder.FullName, "a.log.").Order(StringComparer.Ordinal));
        Assert.Throws<FileOperationException>(() => Files.List(_folder.PathOf("missing"), "a"));
    }

    [Fact]
    public void A_directory_can_be_synchronised() => Files.SyncDirectory(_folder.FullName);

    [Fact]
    public void A_directory_where_the_log_should_be_is_refused()
    {
        Directory.CreateDirectory(_folder.PathOf("a"));

        var error = Assert.Throws<FileOperationException>(() => Files.OpenForAppend(_folder.PathOf("a")));

        Assert.Contains(_folder.PathOf("a"), error.Message, StringComparison.Ordinal);
        Directory.Delete(_folder.PathOf("a"));
    }

    [Fact]
    public void A_file_where_the_directory_should_be_is_refused()
    {
        File.WriteAllText(_folder.PathOf("a"), "");

        Assert.Throws<FileOperationException>(() => Files.OpenForAppend(_folder.PathOf("a/b")));
        Assert.Throws<FileOperationException>(() => Files.OpenLock(_folder.PathOf("a/b")));
    }
}
