using TradingLogging.Logging;
using TradingLogging.Storage;
using TradingLogging.Storage.Paths;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Platform.Unix;
using Xunit;

namespace TradingLogging.Tests.Storage.Paths;

public sealed class PathWarningsTests : IDisposable
{
    private readonly LogFile _log = new();
    private readonly Warnings _warnings = new();

    public void Dispose()
    {
        _warnings.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void A_log_on_a_network_file_system_gets_one_warning_with_the_reason()
    {
        _log.Files.NetworkFileSystem = "nfs";

        _log.Append("first");
        _log.Append("second");

        string warning = Assert.Single(_warnings.All);
        Assert.Contains($"'{_log.Path}' is on a network file system (nfs)", warning, StringComparison.Ordinal);
        Assert.Contains("locks", warning, StringComparison.Ordinal);
        Assert.Equal("first\nsecond\n", _log.Text);
    }

    [Fact]
    public void Each_log_on_a_network_file_system_gets_a_warning_of_its_own()
    {
        _log.Files.NetworkFileSystem = "cifs";
        using var other = new AppendFile(
            _log.Folder.PathOf("trading.log"), LogFile.NoRotation, new AppendFileOptions(HostOutput.Warn), _log.Files);

        _log.Append("first");
        LogFile.Append(other, "first");

        Assert.Equal(2, _warnings.All.Count);
        Assert.Contains("trading.log", _warnings.All[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_on_this_machine_gets_no_warning()
    {
        using AppendFile real = _log.Open();

        LogFile.Append(real, "first");

        Assert.Null(PlatformFiles.Current.FindNetworkFileSystem(_log.Folder.FullName));
        Assert.Null(PlatformFiles.Current.FindNetworkFileSystem(_log.Folder.PathOf("missing")));
        Assert.Empty(_warnings.All);
    }

    [Theory]
    [InlineData(0x6969, "nfs")]
    [InlineData(0x517B, "smb")]
    [InlineData(0xFF534D42, "cifs")]
    [InlineData(0xFE534D42, "smb2")]
    [InlineData(0x5346414F, "afs")]
    [InlineData(0x6B414653, "afs")]
    [InlineData(0x73757245, "coda")]
    [InlineData(0x00C36400, "ceph")]
    [InlineData(0x0BD00BD0, "lustre")]
    [InlineData(0x01021997, "9p")]
    [InlineData(0xEF53, null)]
    [InlineData(0x01021994, null)]
    public void Linux_tells_a_network_file_system_by_its_number(uint type, string? name) =>
        Assert.Equal(name, LinuxFileSystem.FindNetworkName(type));

    [Theory]
    [InlineData("777", 1)]
    [InlineData("0722", 1)]
    [InlineData("1777", 0)]
    [InlineData("2770", 0)]
    [InlineData("755", 0)]
    public void A_directory_whose_files_anybody_may_replace_gets_one_warning(string mode, int warnings)
    {
        _log.Files.DirectoryPermissions = Convert.ToInt32(mode, 8);

        _log.Append("first");
        _log.Append("second");

        Assert.Equal(warnings, _warnings.All.Count);
        Assert.All(_warnings.All, warning => Assert.Contains(_log.Folder.FullName, warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("755", 0)]
    [InlineData("777", 1)]
    public void Behind_a_link_the_rights_of_the_directory_count(string mode, int warnings)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits.");
        string directory = Directory.CreateDirectory(Path.Combine(_log.Folder.FullName, "real")).FullName;
        string link = Path.Combine(_log.Folder.FullName, "link");
        Directory.CreateSymbolicLink(link, directory);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(directory, (UnixFileMode)Convert.ToInt32(mode, 8));
        List<string> told = [];

        new PathWarnings(PlatformFiles.Current, Path.Combine(link, "trades.log"), told.Add).WarnOnce();

        Assert.Equal(warnings, told.Count);
    }

    [Fact]
    public void The_permissions_of_a_directory_are_those_it_has()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits.");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_log.Folder.FullName, (UnixFileMode)Convert.ToInt32("1757", 8));

        FileStatus status = Assert.NotNull(PlatformFiles.Current.GetStatus(_log.Folder.FullName));

        Assert.Equal("1757", Convert.ToString(status.Permissions, 8));
    }
}
